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
import { toMessage, type WireMessage, type WireSnapshot } from '../wire/messages.ts';
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
   *
   * @param newest returns the number of the newest event that concerns the selection; Infinity if it is not known
   */
  *messages(newest: () => number): Generator<WireMessage> {
    let isEnd = false;
    while (!isEnd) {
      const events = this.#log.events(this.#threadId, this.#seq, pageSize);
      const seq = events.at(-1)?.seq;
      if (seq === undefined) return;
      isEnd = newest() === Infinity ? this.#isLast(seq) : seq >= newest();
      const runs = new Runs(this.#log);
      // Empty unless this page ends the log, because a record has only the latest state.
      const last = new Set(isEnd ? lastOfRuns(events) : []);
      // The records are read now, because the runs may have gone on when their turn comes.
      for (const { runId } of last) runs.find(runId);
      for (const event of events) {
        this.#seq = event.seq;
        if (covers(this.#selection, event)) yield* this.#messagesOf(event, runs, last.has(event));
      }
    }
  }

  #isLast(seq: number): boolean {
    return this.#log.events(this.#threadId, seq, 1).length === 0;
  }

  /** @param isLatest true if the run's record shows what the event has led to */
  *#messagesOf(event: ThreadEvent, runs: Runs, isLatest: boolean): Generator<WireMessage> {
    const { runId, at } = event;
    if (event.type === 'run.queued') {
      yield* this.#begin(event, runs);
    } else if (isEmittedEvent(event)) {
      const before = this.#open.get(runId);
      const next = before && replay(before, event);
      if (next !== undefined) yield* this.#move(runId, next, runs, isLatest);
    } else {
      yield toMessage(runId, at, { type: '@xstate.event', event: this.#shown.note(event) });
    }
  }

  *#begin({ runId, at }: ThreadEvent, runs: Runs): Generator<WireMessage> {
    const run = runs.find(runId);
    if (run === undefined) return;
    const { resumes } = run.stored.context;
    const first = firstMoment(run, resumes ? runs.find(resumes) : undefined, at);
    const snapshot = this.#shown.snapshot(first);
    yield toMessage(runId, at, { type: '@xstate.actor', name: runId, definition, snapshot });
    yield* this.#move(runId, first, runs, false, snapshot);
  }

  *#move(
    runId: string,
    next: Moment,
    runs: Runs,
    isLatest: boolean,
    shown?: WireSnapshot,
  ): Generator<WireMessage> {
    const isOver = isFinalState(next.value);
    // The record of a finished run is used even if the feed is behind the end of the log, because it never changes
    // again.
    const record = isOver || isLatest ? runs.find(runId) : undefined;
    const moment = record === undefined ? next : { ...next, context: record.stored.context };
    if (isOver) this.#open.delete(runId);
    else this.#open.set(runId, moment);
    const event = this.#shown.event(moment.event);
    const snapshot = shown ?? this.#shown.snapshot(moment);
    yield toMessage(runId, moment.at, { type: '@xstate.event', event });
    yield toMessage(runId, moment.at, { type: '@xstate.snapshot', event, snapshot });
  }
}

/** The last event of each run that its machine has emitted. */
const lastOfRuns = (events: readonly ThreadEvent[]): Iterable<ThreadEvent> =>
  new Map(events.filter(isEmittedEvent).map((event) => [event.runId, event])).values();

/** The records of a page's runs. Each is read once. */
class Runs {
  readonly #log: Log;
  readonly #found = new Map<string, RunRecord | undefined>();

  constructor(log: Log) {
    this.#log = log;
  }

  find(runId: string): RunRecord | undefined {
    if (!this.#found.has(runId)) this.#found.set(runId, this.#log.findRun(runId));
    return this.#found.get(runId);
  }
}
