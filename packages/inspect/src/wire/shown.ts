/**
 * What may leave the process (G10). Each field is named here, so that one that is added elsewhere stays inside;
 * what people and models say is left out unless it is asked for, and text goes through the redaction once more.
 */
import { redact } from '@perdure/failure';
import type { ThreadEvent } from '@perdure/runtime';
import { isFinal, type MachineEvent, type Moment, outputOf, tagsOf } from '../history/moment.ts';
import type { WireSnapshot } from './messages.ts';

/** Longer texts are cut. Characters. */
const mostText = 4_096;

const mark = '[left out]';

export class Shown {
  readonly #content: boolean;

  /** @param content also prompts, answers, tools' inputs and outputs */
  constructor(content: boolean) {
    this.#content = content;
  }

  snapshot(moment: Moment): WireSnapshot {
    const { policy, retries, streak, wait, failure, question, answer, output, request } =
      moment.context;
    const end = outputOf(moment);
    return clean({
      status: isFinal(moment.value) ? 'done' : 'active',
      value: moment.value,
      context: {
        policy,
        request: this.#said(request),
        retries,
        streak,
        wait,
        failure,
        question: this.#said(question),
        answer: this.#said(answer),
        output: this.#said(output),
      },
      tags: tagsOf(moment.value),
      ...(end && { output: { ...end, output: this.#said(end.output) } }),
      children: {},
      historyValue: {},
    });
  }

  event(event: MachineEvent): MachineEvent {
    const shown = { ...event };
    for (const key of ['question', 'answer', 'output'])
      if (key in shown) shown[key] = this.#said(shown[key]);
    return clean(shown);
  }

  /** A message that is whole, or void. The machine knows nothing of messages: it only stands in the list of events. */
  message(fact: Extract<ThreadEvent, { type: `message.${string}` }>): MachineEvent {
    if (fact.type === 'message.discarded') return { type: fact.type, messageId: fact.messageId };
    const { id: messageId, role, status, parts } = fact.message;
    return clean({ type: fact.type, messageId, role, status, parts: this.#said(parts) });
  }

  #said(value: unknown): unknown {
    return this.#content || value === null || value === undefined ? value : mark;
  }
}

const clean = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_, inner) =>
      typeof inner === 'string' ? redact(inner, mostText) : inner,
    ),
  );
