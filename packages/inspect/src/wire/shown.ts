/**
 * Decides which data may leave the process (G10). Fields are listed by name, so that a field added elsewhere is not
 * sent. Content is left out unless the option `content` is true, and all text is redacted once more.
 */
import { redactJson } from '@perdure/failure';
import { isFinalState, outputOf } from '@perdure/run';
import { type MachineEvent, type Moment, tagsOf } from '../history/moment.ts';
import type { NoteEvent } from '../history/replay.ts';
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
    const {
      policy,
      resumes,
      retryCount,
      totalRetryCount,
      lossCount,
      suspicion,
      streak,
      wait,
      failure,
      question,
      answer,
      answered,
      output,
      request,
      usage,
    } = context;
    const end = isFinalState(value) ? outputOf(value, context) : undefined;
    return {
      ...clean({
        status: end === undefined ? 'active' : 'done',
        value,
        tags: tagsOf(value),
        ...(end && { output: { ...end, output: this.#contentOf(end.output) } }),
        children: {},
        historyValue: {},
      }),
      context: cleanContext({
        policy,
        request: this.#contentOf(request),
        resumes,
        retryCount,
        totalRetryCount,
        lossCount,
        suspicion,
        streak,
        wait,
        failure,
        question: this.#contentOf(question),
        answer: this.#contentOf(answer),
        answered: this.#contentOf(answered),
        output: this.#contentOf(output),
        usage,
      }),
    };
  }

  event(event: MachineEvent): MachineEvent {
    const shown = { ...event };
    for (const key of ['question', 'answer', 'output'])
      if (key in shown) shown[key] = this.#contentOf(shown[key]);
    return clean(shown);
  }

  /**
   * Converts a note. A note changes no snapshot, because neither messages nor requests are part of the machine.
   */
  note(event: NoteEvent): MachineEvent {
    const { type } = event;
    if (type === 'request.changed') return clean({ type, fields: event.fields });
    if (type === 'message.discarded' || type === 'message.refused')
      return { type, messageId: event.messageId };
    const { id: messageId, role, status, origin, cut, parts } = event.message;
    return clean({ type, messageId, role, status, origin, cut, parts: this.#contentOf(parts) });
  }

  #contentOf(value: unknown): unknown {
    return this.#content || value === null || value === undefined ? value : mark;
  }
}

const clean = <T>(value: T): T => redactJson(JSON.parse(JSON.stringify(value)), mostText);

/** Objects of a run's context, as they were cleaned first. A context's objects never change. */
const cleaned = new WeakMap<object, unknown>();

/** A context, cleaned. The snapshots of a run share most objects: each is cleaned once. */
function cleanContext(context: Record<string, unknown>): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  const rest = { ...context };
  for (const [key, value] of Object.entries(context)) {
    // A list is judged with its name, an object by itself.
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    if (!cleaned.has(value)) cleaned.set(value, clean(value));
    known[key] = cleaned.get(value);
    rest[key] = null;
  }
  return { ...clean(rest), ...known };
}
