/**
 * Decides which data may leave the process (G10). Fields are listed by name, so that a field added elsewhere is not
 * sent. Content is left out unless the option `content` is true, and all text is redacted once more.
 */
import { redact } from '@perdure/failure';
import { isFinalState, outputOf } from '@perdure/run';
import type { ThreadEvent } from '@perdure/thread';
import { type MachineEvent, type Moment, tagsOf } from '../history/moment.ts';
import type { WireSnapshot } from './messages.ts';

/** Number of characters of the longest text that is sent whole. Longer texts are cut. */
const mostText = 4_096;

/** The text that replaces content that is left out. */
const mark = '[left out]';

export class Shown {
  readonly #content: boolean;

  /** @param content true to show also prompts, answers, and inputs and outputs of tools */
  constructor(content: boolean) {
    this.#content = content;
  }

  snapshot({ value, context }: Moment): WireSnapshot {
    const { policy, retryCount, streak, wait, failure, question, answer, output, request } =
      context;
    const end = isFinalState(value) ? outputOf(value, context) : undefined;
    return clean({
      status: end === undefined ? 'active' : 'done',
      value,
      context: {
        policy,
        request: this.#contentOf(request),
        retryCount,
        streak,
        wait,
        failure,
        question: this.#contentOf(question),
        answer: this.#contentOf(answer),
        output: this.#contentOf(output),
      },
      tags: tagsOf(value),
      ...(end && { output: { ...end, output: this.#contentOf(end.output) } }),
      children: {},
      historyValue: {},
    });
  }

  event(event: MachineEvent): MachineEvent {
    const shown = { ...event };
    for (const key of ['question', 'answer', 'output'])
      if (key in shown) shown[key] = this.#contentOf(shown[key]);
    return clean(shown);
  }

  /**
   * Converts an event of a message. Such an event changes no snapshot, because messages are not part of the machine.
   */
  message(event: Extract<ThreadEvent, { type: `message.${string}` }>): MachineEvent {
    if (event.type === 'message.discarded') return { type: event.type, messageId: event.messageId };
    const { id: messageId, role, status, parts } = event.message;
    return clean({ type: event.type, messageId, role, status, parts: this.#contentOf(parts) });
  }

  #contentOf(value: unknown): unknown {
    return this.#content || value === null || value === undefined ? value : mark;
  }
}

const clean = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_, inner) =>
      typeof inner === 'string' ? redact(inner, mostText) : inner,
    ),
  );
