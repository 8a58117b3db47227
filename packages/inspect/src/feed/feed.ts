/**
 * A thread's log as messages for one receiver, from the start on. Nothing is queued: a receiver that is behind
 * is so in the log, and is given the rest when it asks for it. Not all that a run remembers is in the log, so
 * where it stands now is told by its record.
 */
import type { RunRecord, ThreadEvent } from '@perdure/runtime';
import { machineDefinition } from '../diagram/index.ts';
import { firstMoment, isFinal, type Moment } from '../history/moment.ts';
import { isRunFact, replay } from '../history/replay.ts';
import { toMessage, type WireMessage } from '../wire/messages.ts';
import type { Shown } from '../wire/shown.ts';
import { covers, type Log, type Selection } from './selection.ts';

/** Events read from the log in one go. */
const page = 100;

const definition = JSON.stringify(machineDefinition());

export class Feed {
  readonly #log: Log;
  readonly #threadId: string;
  readonly #selection: Selection;
  readonly #shown: Shown;
  /** Runs that are not over, as they were last told. */
  readonly #open = new Map<string, Moment>();
  #seq = 0;

  constructor(log: Log, threadId: string, selection: Selection, shown: Shown) {
    this.#log = log;
    this.#threadId = threadId;
    this.#selection = selection;
    this.#shown = shown;
  }

  /** What has come since the last call. Reads on only as far as it is taken. */
  *news(): Generator<WireMessage> {
    for (;;) {
      const facts = this.#log.events(this.#threadId, this.#seq, page);
      if (facts.length === 0) return;
      const latest = this.#latest(facts);
      for (const fact of facts) {
        this.#seq = fact.seq;
        if (covers(this.#selection, fact)) yield* this.#tell(fact, latest.get(fact));
      }
    }
  }

  /** At the end of the log, the records of the runs, by the facts that have brought them there. */
  #latest(facts: readonly ThreadEvent[]): Map<ThreadEvent, RunRecord> {
    const end = facts.at(-1)?.seq ?? 0;
    const goesOn = this.#log.events(this.#threadId, end, 1).length > 0;
    const last = new Map(facts.filter(isRunFact).map((fact) => [fact.runId, fact]));
    const latest = new Map<ThreadEvent, RunRecord>();
    for (const [runId, fact] of goesOn ? [] : last) {
      const run = this.#log.findRun(runId);
      if (run !== undefined) latest.set(fact, run);
    }
    return latest;
  }

  *#tell(fact: ThreadEvent, latest: RunRecord | undefined): Generator<WireMessage> {
    const { runId, at } = fact;
    if (fact.type === 'run.queued') {
      yield* this.#begin(fact);
    } else if (isRunFact(fact)) {
      const before = this.#open.get(runId);
      const next = before && replay(before, fact);
      if (next !== undefined) yield* this.#goOn(runId, next, latest);
    } else {
      yield toMessage(runId, at, { type: '@xstate.event', event: this.#shown.message(fact) });
    }
  }

  *#begin({ runId, at }: ThreadEvent): Generator<WireMessage> {
    const run = this.#log.findRun(runId);
    if (run === undefined) return;
    const first = firstMoment(run, at);
    const snapshot = this.#shown.snapshot(first);
    yield toMessage(runId, at, { type: '@xstate.actor', name: runId, definition, snapshot });
    yield* this.#goOn(runId, first, undefined);
  }

  *#goOn(runId: string, next: Moment, latest: RunRecord | undefined): Generator<WireMessage> {
    // What is over moves no more: its record speaks of its end, wherever the reading of the log stands.
    const record = isFinal(next.value) ? this.#log.findRun(runId) : latest;
    const moment = record === undefined ? next : { ...next, context: record.stored.context };
    if (isFinal(next.value)) this.#open.delete(runId);
    else this.#open.set(runId, moment);
    const event = this.#shown.event(moment.event);
    const snapshot = this.#shown.snapshot(moment);
    yield toMessage(runId, moment.at, { type: '@xstate.event', event });
    yield toMessage(runId, moment.at, { type: '@xstate.snapshot', event, snapshot });
  }
}
