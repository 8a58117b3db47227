/** The end of every history: all faults are gone, providers answer, and each run must come to its end. */
import type { RunStory } from './check-log.ts';
import { holds } from './violation.ts';
import type { World } from './world.ts';

/** Enough for three threads of runs with all their retries. */
const mostRounds = 300;

/** No sleep of the host is longer, so it has noticed a deadline by then. Milliseconds. */
const noticedMs = 31_000;

/** @throws {ViolationError} if somebody is stuck, or a reader has not seen it all */
export async function toPeace(world: World): Promise<void> {
  const { time, puppets } = world;
  world.life.faulty.heal();
  puppets.manner = 'heeds';
  await time.settle();
  if (world.life.isOver) await world.restart();

  for (let round = 0; ; round++) {
    world.check();
    const open = [...world.stories().values()].flat().filter(isUnsettled);
    if (open.length === 0) break;
    holds(round < mostRounds, 'liveness', () => `${describe(open)} never comes to an end.`);
    for (const { id, state } of open) if (state === 'awaitingInput') world.send(id, 'run.answer');
    for (const call of puppets.calls(true)) puppets.act(call, 'finish');
    await time.settle();
    await passWaits(world);
  }
  await checkEnds(world);
  await checkReaders(world);
}

/** A deadline that has passed is noticed, whatever was done to the clock before. */
async function passWaits({ time, store }: World): Promise<void> {
  const deadline = store.nextDeadline() ?? time.now;
  await time.pass(Math.max(deadline - time.now, 0) + noticedMs);
  const late = store.dueTimers(deadline, 1_000);
  holds(late.length === 0, 'G6', () => `run ${late[0]?.runId} still waits, past its deadline.`);
}

async function checkEnds({ life, runIds, time }: World): Promise<void> {
  const waiting = new Set(runIds.filter((id) => life.runtime?.run(id) !== undefined));
  for (const id of [...waiting]) {
    void life.runtime
      ?.run(id)
      ?.done()
      .then(() => waiting.delete(id));
  }
  await time.settle();
  holds(
    waiting.size === 0,
    'liveness',
    () => `${[...waiting].join(', ')} are over, and nobody is told.`,
  );
}

async function checkReaders(world: World): Promise<void> {
  for (let round = 0; round < 100; round++)
    for (const reader of world.readers) world.resume(reader);
  await world.time.settle();
  world.check();
  for (const { position, options } of world.readers) {
    const [next] = world.store.events(options.threadId, position.seq, 1);
    const isThere = next === undefined || options.kind === 'leaves';
    holds(isThere, 'G8', () => `a reader (${options.kind}) was never shown event ${next?.seq}.`);
  }
}

const isUnsettled = ({ state }: RunStory) =>
  !['completed', 'failed', 'interrupted', 'cancelled'].includes(state);

const describe = (runs: readonly RunStory[]) =>
  runs.map(({ id, state }) => `run ${id} (${state})`).join(', ');
