/**
 * Replays paths of the machine's graph on a host, many side by side: all of them are running at the same
 * time and waiting at the same time, since the one always follows the other. So one crash is a crash of all.
 */
import type { RunInput } from '@perdure/run';
import type { RunPath } from '../graph/index.ts';
import { check, type Moment } from './check.ts';
import { Track } from './expected.ts';
import type { TestHost } from './host.ts';

export interface Tally {
  paths: number;
  steps: number;
  /** A crash counts once for each path that it hit. */
  crashes: number;
  /** Paths left out, since they take what cannot happen on this host. */
  leftOut: number;
}

export interface ReplayOptions {
  input: RunInput;
  /** Told after each batch, of all that was replayed so far. */
  onProgress?: (tally: Tally) => void;
  /** Also where the path has no `attempt.lost`: between every two steps. By default wherever the host can. */
  crashEverywhere?: boolean;
}

/** Longer than any wait in the space: whatever still fires, fires. */
const longAfterMs = 24 * 3_600_000;

/** Paths that are replayed side by side, on a host of their own. */
const batchSize = 400;

/**
 * Replays all paths.
 *
 * @param open gives a host without runs; called again for each batch of paths
 * @throws {NonConformanceError} which names the promise, the step and the path
 */
export async function replay(
  open: () => TestHost | Promise<TestHost>,
  paths: Iterable<RunPath>,
  options: ReplayOptions,
): Promise<Tally> {
  const tally: Tally = { paths: 0, steps: 0, crashes: 0, leftOut: 0 };
  for (const batch of inBatches(paths)) {
    const host = await open();
    try {
      await replayBatch(host, batch, options, tally);
    } finally {
      host.close();
    }
    options.onProgress?.(tally);
  }
  return tally;
}

function* inBatches(paths: Iterable<RunPath>): Generator<RunPath[]> {
  let batch: RunPath[] = [];
  for (const path of paths) {
    batch.push(path);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function replayBatch(
  host: TestHost,
  batch: readonly RunPath[],
  { input, crashEverywhere = host.crash !== undefined }: ReplayOptions,
  tally: Tally,
): Promise<void> {
  const tracks = batch
    .filter((path) => !path.steps.some(({ event }) => host.cannot.includes(event.type)))
    .map((path, index) => new Track(`run-${index}`, path));
  tally.paths += tracks.length;
  tally.leftOut += batch.length - tracks.length;
  for (const { id } of tracks) host.start(id, input);
  await host.settle();

  while (tracks.some(({ next }) => next !== undefined)) {
    const moving = tracks.filter(({ next }) => next !== undefined);
    const isWaiting = moving[0]?.isWaiting ?? false;
    if (isWaiting) await leaveWaits(moving);
    else await endAttempts(moving);
    tally.steps += moving.length;
    await checkAll('after');
    if (!isWaiting && crashEverywhere) await crash();
  }

  host.pass(longAfterMs);
  await host.settle();
  await checkAll('after');

  /** Commands first: what they leave must not fire with the others. Then the delays, the earliest first. */
  async function leaveWaits(moving: readonly Track[]): Promise<void> {
    const delayed = moving.filter(isDelayed);
    await take(moving.filter((track) => !isDelayed(track)));
    const deadlines = new Set(delayed.map(({ deadline }) => deadline ?? host.now()));
    for (const deadline of [...deadlines].sort((a, b) => a - b)) {
      const due = delayed.filter((track) => track.deadline === deadline);
      host.pass(deadline - 1 - host.now());
      await host.settle();
      await checkAll('before', due);
      host.pass(1);
      for (const track of due) track.advance(host.now());
      await host.settle();
    }
  }

  /** The attempts that end with the process come last: the others must not end with them. */
  async function endAttempts(moving: readonly Track[]): Promise<void> {
    const lost = moving.filter(({ next }) => next?.type === 'attempt.lost');
    await take(moving.filter((track) => !lost.includes(track)));
    if (host.crash === undefined) return take(lost);
    for (const track of lost) track.advance(host.now());
    if (lost.length > 0) await crash();
  }

  async function take(moving: readonly Track[]): Promise<void> {
    for (const track of moving) {
      if (track.next !== undefined) host.deliver(track.id, track.next);
      track.advance(host.now());
    }
    await host.settle();
  }

  async function crash(): Promise<void> {
    await host.crash?.();
    await host.settle();
    tally.crashes += tracks.length;
    await checkAll('crashed');
  }

  async function checkAll(moment: Moment, some: readonly Track[] = tracks): Promise<void> {
    const seen = await host.look(some.map(({ id }) => id));
    for (const track of some) check(host.name, track, seen.get(track.id), moment);
  }
}

const isDelayed = ({ next }: Track): boolean => next?.type.startsWith('xstate.after.') ?? false;
