/** The end of every history: the faults are gone, the providers answer, and each run must reach a final state. */
import { isSuspect } from '@perdure/run';
import type { LocalStore } from '@perdure/runtime';
import { holds } from '../guarantee.ts';
import type { RunStory } from './check-log.ts';
import type { World } from './world.ts';

/**
 * Number of rounds after which a run counts as one that never ends. Three threads of runs with all their retries need
 * fewer.
 */
const mostRounds = 300;

/** Time in which the runtime must notice a deadline, in milliseconds. The runtime's timer sleeps for 30 s at most. */
const noticedMs = 31_000;

/** Finishes a history. @throws {GuaranteeError} if a run does not end, or if a reader has missed an event */
export async function finish(world: World): Promise<void> {
  const { time, providers } = world;
  world.host.faulty.heal();
  providers.manner = 'heeds';
  await time.untilIdle();
  if (world.host.isDead) await world.restart();

  for (let round = 0; ; round++) {
    world.check();
    const open = [...world.stories().values()].flat().filter(isUnfinished);
    if (open.length === 0) break;
    holds(round < mostRounds, 'liveness', () => `${describe(open)} never ends.`);
    for (const { id, state } of open) {
      if (state === 'awaitingInput') world.send(id, 'run.answer');
      if (state === 'queued') world.send(id, 'run.start');
    }
    for (const call of providers.calls(true)) providers.act(call, 'finish');
    await time.untilIdle();
    await passWaits(world);
    if (world.host.isDead) await world.restart();
  }
  for (const run of [...world.stories().values()].flat())
    world.acknowledged.losses.checkEnd(run, world.store);
  await checkEnds(world);
  await checkReaders(world);
}

/**
 * Lets the next deadline pass. The runtime must notice it, even if the wall clock was set. A suspect may wait longer if
 * there is another one, because only one of them is under way at a time.
 */
async function passWaits({ host, time, store }: World): Promise<void> {
  const deadline = store.nextDeadline() ?? time.now;
  const suspects = suspectsUntil(store, deadline + noticedMs);
  await time.pass(Math.max(deadline - time.now, 0) + noticedMs);
  if (host.isDead) return;
  const late = store
    .dueTimers(deadline, 1_000)
    .filter(({ runId }) => suspects.size < 2 || !suspects.has(runId));
  holds(late.length === 0, 'G6', () => `run ${late[0]?.runId} still waits, past its deadline.`);
}

/** The suspects that are under way or whose wait ends until then. */
function suspectsUntil(store: LocalStore, time: number): Set<string> {
  const running = store.findRunningRuns().map(({ id }) => id);
  const waiting = store.dueTimers(time, 1_000).map(({ runId }) => runId);
  return new Set(
    [...running, ...waiting].filter((id) => {
      const run = store.findRun(id);
      return run !== undefined && isSuspect(run.stored.context);
    }),
  );
}

async function checkEnds({ host, runIds, resumedIds, time }: World): Promise<void> {
  const waiting = new Set<string>();
  for (const id of [...runIds, ...resumedIds]) {
    const run = await host.runtime?.run(id);
    if (run === undefined) continue;
    waiting.add(id);
    void run.done().then(() => waiting.delete(id));
  }
  await time.untilIdle();
  holds(
    waiting.size === 0,
    'liveness',
    () => `${[...waiting].join(', ')} are over, and their \`done\` does not resolve.`,
  );
}

async function checkReaders(world: World): Promise<void> {
  for (let round = 0; round < 100; round++)
    for (const reader of world.readers) world.resume(reader);
  await world.time.untilIdle();
  world.check();
  for (const { position, options } of world.readers) {
    const [next] = world.store.events(options.threadId, position.seq, 1);
    const isComplete = next === undefined || options.kind === 'leaves';
    holds(isComplete, 'G8', () => `a reader (${options.kind}) was never shown event ${next?.seq}.`);
  }
}

const isUnfinished = ({ state }: RunStory) =>
  !['completed', 'failed', 'interrupted', 'cancelled'].includes(state);

const describe = (runs: readonly RunStory[]) =>
  runs.map(({ id, state }) => `run ${id} (${state})`).join(', ');
