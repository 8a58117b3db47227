/**
 * Converts a thread's log, from its first event on, to messages for one receiver. The feed stores the receiver's
 * position in the log and queues nothing. Therefore a receiver that is behind needs no memory.
 *
 * A run's latest snapshot shows the context from the run's record, because the log lacks some fields, such as the
 * streak.
 */
import { isFinalState } from '@perdure/run';
import type { RunRecord } from '@perdure/runtime/store';
import type { ThreadEvent } from '@perdure/thread';
import { machineDefinition } from '../diagram/index.ts';
import { firstMoment, type Moment } from '../history/moment.ts';
import { isEmittedEvent, replay } from '../history/replay.ts';
import { toMessage, type WireMessage } from '../wire/messages.ts';
import type { Shown } from '../wire/shown.ts';
import { covers, type Log, type Selection } from './selection.ts';

/** Number of events that are read from the log at once. */
const pageSize = 100;

const definition = JSON.stringify(machineDefinition());

export class Feed {
  readonly #log: Log;
  readonly #threadId: string;
  readonly #selection: Selection;
  readonly #shown: Shown;
  /** The moment shown last of each run that is not over, by run id. */
  readonly #open = new Map<string, Moment>();
  #seq = 0;

  constructor(log: Log, threadId: string, selection: Selection, shown: Shown) {
    this.#log = log;
    this.#threadId = threadId;
    this.#selection = selection;
    this.#shown = shown;
  }

  /**
   * Yields the messages for all events since the last call. The next page of the log is read only when the consumer
   * asks for it.
   */
  *messages(): Generator<WireMessage> {
    for (;;) {
      const events = this.#log.events(this.#threadId, this.#seq, pageSize);
      if (events.length === 0) return;
      const records = this.#recordsAtEnd(events);
      for (const event of events) {
        this.#seq = event.seq;
        if (covers(this.#selection, event)) yield* this.#messagesOf(event, records.get(event));
      }
    }
  }

  /**
   * The record of each run, by the run's last event on this page. Empty unless this page ends the log, because a record
   * has only the latest state.
   */
  #recordsAtEnd(events: readonly ThreadEvent[]): Map<ThreadEvent, RunRecord> {
    const records = new Map<ThreadEvent, RunRecord>();
    const seq = events.at(-1)?.seq ?? 0;
    if (this.#log.events(this.#threadId, seq, 1).length > 0) return records;
    const last = new Map(events.filter(isEmittedEvent).map((event) => [event.runId, event]));
    for (const [runId, event] of last) {
      const run = this.#log.findRun(runId);
      if (run !== undefined) records.set(event, run);
    }
    return records;
  }

  *#messagesOf(event: ThreadEvent, record: RunRecord | undefined): Generator<WireMessage> {
    const { runId, at } = event;
    if (event.type === 'run.queued') {
      yield* this.#begin(event);
    } else if (isEmittedEvent(event)) {
      const before = this.#open.get(runId);
      const next = before && replay(before, event);
      if (next !== undefined) yield* this.#move(runId, next, record);
    } else {
      yield toMessage(runId, at, { type: '@xstate.event', event: this.#shown.note(event) });
    }
  }

  *#begin({ runId, at }: ThreadEvent): Generator<WireMessage> {
    const run = this.#log.findRun(runId);
    if (run === undefined) return;
    const { resumes } = run.stored.context;
    const first = firstMoment(run, resumes ? this.#log.findRun(resumes) : undefined, at);
    const snapshot = this.#shown.snapshot(first);
    yield toMessage(runId, at, { type: '@xstate.actor', name: runId, definition, snapshot });
    yield* this.#move(runId, first, undefined);
  }

  *#move(runId: string, next: Moment, latest: RunRecord | undefined): Generator<WireMessage> {
    // The record of a finished run is used even if the feed is behind the end of the log, because it never changes
    // again.
    const record = isFinalState(next.value) ? this.#log.findRun(runId) : latest;
    const moment = record === undefined ? next : { ...next, context: record.stored.context };
    if (isFinalState(next.value)) this.#open.delete(runId);
    else this.#open.set(runId, moment);
    const event = this.#shown.event(moment.event);
    const snapshot = this.#shown.snapshot(moment);
    yield toMessage(runId, moment.at, { type: '@xstate.event', event });
    yield toMessage(runId, moment.at, { type: '@xstate.snapshot', event, snapshot });
  }
}
