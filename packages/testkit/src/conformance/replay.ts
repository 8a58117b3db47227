/**
 * Replays paths of the machine's graph on a host, up to 400 side by side.
 *
 * On every path, `running` and the waiting states alternate, once an attempt that is cleared counts as one that goes on. Therefore all runs are in `running` at the same time and
 * wait at the same time, and one crash hits all of them.
 */
import type { RunInput } from '@perdure/run';
import type { RunPath } from '../graph/index.ts';
import { check, type Moment } from './check.ts';
import type { TestHost } from './host.ts';
import { Track } from './track.ts';

/** How much a replay has covered. */
export interface ReplayReport {
  paths: number;
  steps: number;
  /** Number of crashes. A crash counts once for each path that it hits. */
  crashes: number;
  /** Number of paths left out, because they contain an event that cannot occur on this host. */
  leftOut: number;
}

export interface ReplayOptions {
  input: RunInput;
  /** Called after each group of 400 paths, with the counts so far. */
  onProgress?: (report: ReplayReport) => void;
  /**
   * True to crash after each step that ends an attempt, also on paths without `attempt.lost`.
   *
   * @default true if the host can crash
   */
  crashEverywhere?: boolean;
}

/**
 * A time longer than any wait in the state space, in milliseconds. It makes a timer fire that is still armed by
 * mistake.
 */
const longAfterMs = 24 * 3_600_000;

/** Number of paths that are replayed side by side. Each group has its own host. */
const groupSize = 400;

/**
 * Replays all paths.
 *
 * @param open returns a host without runs; called once for each group of 400 paths
 * @throws {GuaranteeError} whose `where` names the host, the step and the path
 */
export async function replay(
  open: () => TestHost | Promise<TestHost>,
  paths: Iterable<RunPath>,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const report: ReplayReport = { paths: 0, steps: 0, crashes: 0, leftOut: 0 };
  for (const group of inGroups(paths)) {
    const host = await open();
    try {
      await replayGroup(host, group, options, report);
    } finally {
      host.close();
    }
    options.onProgress?.(report);
  }
  return report;
}

function* inGroups(paths: Iterable<RunPath>): Generator<RunPath[]> {
  let group: RunPath[] = [];
  for (const path of paths) {
    group.push(path);
    if (group.length < groupSize) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

async function replayGroup(
  host: TestHost,
  group: readonly RunPath[],
  { input, crashEverywhere = host.crash !== undefined }: ReplayOptions,
  report: ReplayReport,
): Promise<void> {
  const tracks = group
    .filter((path) => !path.steps.some(({ event }) => host.cannot.includes(event.type)))
    .map((path, index) => new Track(`run-${index}`, path));
  report.paths += tracks.length;
  report.leftOut += group.length - tracks.length;
  for (const { id } of tracks) host.start(id, input);
  await host.untilIdle();

  while (tracks.some(({ next }) => next !== undefined)) {
    const moving = tracks.filter(({ next }) => next !== undefined);
    const isWaiting = moving[0]?.isWaiting ?? false;
    if (isWaiting) await leaveWaits(moving);
    else await endAttempts(moving);
    report.steps += moving.length;
    await checkAll('after');
    if (!isWaiting && crashEverywhere) await crash();
  }

  host.pass(longAfterMs);
  await host.untilIdle();
  await checkAll('after');

  /**
   * Ends the waits of these runs. Commands are sent first, because otherwise the timers of their runs would fire. Then
   * the timers fire, the earliest first.
   */
  async function leaveWaits(moving: readonly Track[]): Promise<void> {
    const delayed = moving.filter(isDelayed);
    await deliver(moving.filter((track) => !isDelayed(track)));
    const deadlines = new Set(delayed.map(({ deadline }) => deadline ?? host.now()));
    for (const deadline of [...deadlines].sort((a, b) => a - b)) {
      const due = delayed.filter((track) => track.deadline === deadline);
      host.pass(deadline - 1 - host.now());
      await host.untilIdle();
      await checkAll('before', due);
      host.pass(1);
      for (const track of due) track.advance(host.now());
      await host.untilIdle();
    }
  }

  /** Ends the attempts of these runs. Lost attempts come last, because a crash ends all attempts under way. */
  async function endAttempts(moving: readonly Track[]): Promise<void> {
    const cleared = moving.filter(({ next }) => next?.type === 'attempt.cleared');
    if (cleared.length > 0) {
      await deliver(cleared);
      await checkAll('after');
    }
    const lost = moving.filter(({ next }) => next?.type === 'attempt.lost');
    await deliver(moving.filter((track) => !lost.includes(track)));
    if (host.crash === undefined) return deliver(lost);
    for (const track of lost) track.advance(host.now());
    if (lost.length > 0) await crash();
  }

  async function deliver(moving: readonly Track[]): Promise<void> {
    for (const track of moving) {
      if (track.next !== undefined) host.deliver(track.id, track.next);
      track.advance(host.now());
    }
    await host.untilIdle();
  }

  async function crash(): Promise<void> {
    await host.crash?.();
    await host.untilIdle();
    report.crashes += tracks.length;
    await checkAll('crashed');
  }

  async function checkAll(moment: Moment, some: readonly Track[] = tracks): Promise<void> {
    const seen = await host.look(some.map(({ id }) => id));
    for (const track of some) check(host.name, track, seen.get(track.id), moment);
  }
}

const isDelayed = ({ next }: Track): boolean => next?.type.startsWith('xstate.after.') ?? false;
