/**
 * Decides what may leave the process (G10). Fields are listed by name, so that a field added elsewhere stays inside.
 * Content is left out unless it is asked for, and all text is redacted once more.
 */
import { redact } from '@perdure/failure';
import { isFinalState, outputOf } from '@perdure/run';
import type { ThreadEvent } from '@perdure/thread';
import { type MachineEvent, type Moment, tagsOf } from '../history/moment.ts';
import type { WireSnapshot } from './messages.ts';

/** Longer texts are cut. Characters. */
const mostText = 4_096;

/** Stands in the place of content that is left out. */
const mark = '[left out]';

export class Shown {
  readonly #content: boolean;

  /** @param content true to show prompts, answers, and inputs and outputs of tools too */
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

  /** An event of a message. It changes no snapshot, because the machine knows no messages. */
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
