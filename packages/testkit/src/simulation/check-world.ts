/** Holds the tables against the log, and both against what was promised. */
import { isDeepStrictEqual } from 'node:util';
import type { Store } from '@perdure/runtime';
import { type RunStory, readLog, wholeOf } from './check-log.ts';
import type { Promises } from './promises.ts';
import { secret } from './puppets.ts';
import { holds } from './violation.ts';

/** Every thread as its log tells it. @throws {ViolationError} */
export function checkWorld(
  store: Store,
  threadIds: readonly string[],
  promises: Promises,
): Map<string, RunStory[]> {
  const timers = new Map(
    store.dueTimers(Number.MAX_SAFE_INTEGER, 10_000).map((timer) => [timer.runId, timer]),
  );
  const threads = new Map<string, RunStory[]>();
  for (const threadId of threadIds) {
    const log = store.events(threadId, 0, 100_000);
    holds(
      !JSON.stringify(log).includes(secret),
      'G10',
      () => `the log of ${threadId} tells a key.`,
    );
    const runs = readLog(log);
    threads.set(threadId, runs);
    for (const run of runs) checkRun(store, run, timers.get(run.id), promises);
    for (const { id } of runs) timers.delete(id);
    checkQueue(threadId, runs);
    checkHistory(store, runs);
  }
  holds(
    timers.size === 0,
    'G6',
    () => `a timer is armed for ${[...timers.keys()]}, which is no run.`,
  );
  checkPromises(threads, promises);
  return threads;
}

function checkRun(
  store: Store,
  run: RunStory,
  timer: { dueAt: number; token: number } | undefined,
  { hurried }: Promises,
): void {
  const { id, state, wait } = run;
  const stored = store.findRun(id)?.stored;
  holds(
    stored?.state === state,
    'G9',
    () => `run ${id} is ${stored?.state} in its table and ${state} by its log.`,
  );
  holds(
    !JSON.stringify(stored).includes(secret),
    'G10',
    () => `the context of run ${id} tells a key.`,
  );
  holds(
    timer?.dueAt === wait?.retryAt,
    'G6',
    () => `run ${id} waits until ${wait?.retryAt}, and its timer is due at ${timer?.dueAt}.`,
  );
  holds(
    (stored.attempt !== null) === (state === 'running'),
    'G2',
    () => `run ${id} is ${state}, with attempt ${stored.attempt}.`,
  );
  const most = 1 + stored.context.policy.maxRetries + run.answers;
  holds(
    run.attempts <= most,
    'G6',
    () => `run ${id} has had ${run.attempts} attempts, of ${most}.`,
  );
  holds(
    run.early <= (hurried.get(id) ?? 0),
    'G6',
    () =>
      `run ${id} started before its time ${run.early} times, and was asked to ${hurried.get(id) ?? 0} times.`,
  );
  const streaming = store.findStreamingMessage(id);
  holds(
    streaming === undefined || state === 'running',
    'G7',
    () => `run ${id} is ${state}, and message ${streaming?.id} is being written.`,
  );
}

/** Who waits for its turn has somebody before it. */
function checkQueue(threadId: string, runs: readonly RunStory[]): void {
  const isQueued = ({ state }: RunStory) => state === 'queued';
  const isOver = ({ state }: RunStory) =>
    ['completed', 'failed', 'interrupted', 'cancelled'].includes(state);
  const isStuck = runs.some(isQueued) && runs.every((run) => isQueued(run) || isOver(run));
  holds(!isStuck, 'G3', () => `thread ${threadId} is free, and a run waits for it.`);
}

/** What a provider would be given is what the log calls whole. */
function checkHistory(store: Store, runs: readonly RunStory[]): void {
  const last = runs.at(-1);
  if (last === undefined) return;
  const whole = wholeOf(runs);
  holds(
    isDeepStrictEqual(store.history(last.id), whole),
    'G7',
    () => `the history of run ${last.id} is not what the log calls whole.`,
  );
}

function checkPromises(threads: ReadonlyMap<string, RunStory[]>, promises: Promises): void {
  const runs = new Map([...threads.values()].flat().map((run) => [run.id, run]));
  for (const [id, { threadId, prompt }] of promises.started) {
    const run = threads.get(threadId)?.find((run) => run.id === id);
    const said = run?.messages[0]?.parts;
    holds(run !== undefined, 'G9', () => `run ${id}, whose start was acknowledged, is not there.`);
    holds(
      isDeepStrictEqual(said, [{ type: 'text', text: prompt }]),
      'G9',
      () => `run ${id} was asked '${prompt}', and it says ${JSON.stringify(said)}.`,
    );
  }
  for (const id of promises.cancelled) {
    const state = runs.get(id)?.state;
    holds(state === 'cancelled', 'G4', () => `run ${id}, whose cancel was accepted, is ${state}.`);
  }
  for (const [id, status] of promises.ended) {
    const state = runs.get(id)?.state;
    holds(state === status, 'G5', () => `run ${id} had ended as ${status}, and is ${state}.`);
  }
}
