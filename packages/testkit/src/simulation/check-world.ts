/** Compares the tables of the store with the log, and both with what was acknowledged. */
import { isDeepStrictEqual } from 'node:util';
import type { LocalStore } from '@perdure/runtime';
import { holds } from '../guarantee.ts';
import type { Acknowledged } from './acknowledged.ts';
import { completedMessages, type RunStory, readLog } from './check-log.ts';
import { checkPages } from './check-pages.ts';
import { holdsKey } from './providers.ts';

/** Checks all threads. Returns the runs of each thread as its log has them. @throws {GuaranteeError} */
export function checkWorld(
  store: LocalStore,
  threadIds: readonly string[],
  acknowledged: Acknowledged,
): Map<string, RunStory[]> {
  const timers = new Map(
    store.dueTimers(Number.MAX_SAFE_INTEGER, 10_000).map((timer) => [timer.runId, timer]),
  );
  const threads = new Map<string, RunStory[]>();
  for (const threadId of threadIds) {
    const log = store.events(threadId, 0, 100_000);
    holds(!holdsKey(log), 'G10', () => `the log of ${threadId} holds a key.`);
    const runs = readLog(log);
    threads.set(threadId, runs);
    for (const run of runs) checkRun(store, run, timers.get(run.id), acknowledged);
    for (const { id } of runs) timers.delete(id);
    checkHistory(store, runs);
    checkPages(store, threadId, log);
  }
  holds(!holdsKey(store.specimens()), 'G10', () => 'the specimen of an error holds a key.');
  holds(
    timers.size === 0,
    'G6',
    () => `a timer is armed for ${[...timers.keys()]}, which no log has.`,
  );
  checkAcknowledged(threads, acknowledged);
  return threads;
}

function checkRun(
  store: LocalStore,
  run: RunStory,
  timer: { dueAt: number } | undefined,
  { hurried, goneOn, losses }: Acknowledged,
): void {
  const { id, state, wait } = run;
  const stored = store.findRun(id)?.stored;
  holds(
    stored?.state === state,
    'G9',
    () => `run ${id} is ${stored?.state} in its table and ${state} by its log.`,
  );
  holds(!holdsKey(stored), 'G10', () => `the context of run ${id} holds a key.`);
  holds(
    timer?.dueAt === wait?.retryAt,
    'G6',
    () => `run ${id} waits until ${wait?.retryAt}, and its timer is due at ${timer?.dueAt}.`,
  );
  holds(
    (stored.attemptFence !== null) === (state === 'running'),
    'G2',
    () => `run ${id} is ${state}, with attempt ${stored.attemptFence}.`,
  );
  const { maxRetries, maxTotalRetries, maxLosses } = stored.context.policy;
  const most = Math.max(maxRetries, maxTotalRetries);
  holds(
    run.retryCount <= maxRetries && run.totalRetryCount <= most,
    'G6',
    () => `run ${id} is at retry ${run.retryCount}, and at ${run.totalRetryCount} in all.`,
  );
  holds(
    run.lossCount <= maxLosses,
    'G6',
    () => `run ${id} goes on after ${run.lossCount} losses in a row.`,
  );
  losses.check(run, Math.max(maxLosses, maxTotalRetries));
  holds(
    run.attempts <= 1 + run.totalRetryCount + run.returns + run.answers,
    'G6',
    () => `run ${id} has had ${run.attempts} attempts after ${run.totalRetryCount} retries.`,
  );
  holds(
    !run.wasHeld || goneOn.has(id),
    'G3',
    () => `run ${id} was held, and has started though nobody asked for it.`,
  );
  holds(
    run.early <= (hurried.get(id) ?? 0),
    'G6',
    () =>
      `run ${id} started before its deadline ${run.early} times, and ${hurried.get(id) ?? 0} commands asked for it.`,
  );
  const streaming = store.findStreamingMessage(id);
  holds(
    streaming === undefined || state === 'running',
    'G7',
    () => `run ${id} is ${state}, and message ${streaming?.id} is being written.`,
  );
}

/** Checks that the store's history of the last run is the list of completed messages by the log. */
function checkHistory(store: LocalStore, runs: readonly RunStory[]): void {
  const last = runs.at(-1);
  if (last === undefined) return;
  const completed = completedMessages(runs);
  holds(
    isDeepStrictEqual(store.history(last.id), completed),
    'G7',
    () => `the history of run ${last.id} is not what the log has as completed.`,
  );
}

function checkAcknowledged(
  threads: ReadonlyMap<string, RunStory[]>,
  acknowledged: Acknowledged,
): void {
  const runs = new Map([...threads.values()].flat().map((run) => [run.id, run]));
  for (const [id, { threadId, prompt }] of acknowledged.started) {
    const run = threads.get(threadId)?.find((run) => run.id === id);
    const recorded = run?.messages[0]?.parts;
    holds(run !== undefined, 'G9', () => `run ${id}, whose start was acknowledged, is missing.`);
    holds(
      isDeepStrictEqual(recorded, [{ type: 'text', text: prompt }]),
      'G9',
      () => `run ${id} was asked '${prompt}', and ${JSON.stringify(recorded)} is recorded.`,
    );
  }
  for (const id of acknowledged.cancelled) {
    const state = runs.get(id)?.state;
    holds(state === 'cancelled', 'G4', () => `run ${id}, whose cancel was accepted, is ${state}.`);
  }
  for (const [id, status] of acknowledged.ended) {
    const state = runs.get(id)?.state;
    holds(state === status, 'G5', () => `run ${id} has ended as ${status}, and is ${state}.`);
  }
}
