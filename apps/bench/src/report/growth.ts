/** Markdown tables that show how costs grow with size. */
import { ratioOf } from '../contest/entry.ts';
import type { Results } from '../results.ts';
import { number, ratio, table, withUnit } from './markdown.ts';

export const crowdsTable = ({ crowds }: Results): string =>
  table(
    ['runs at once', 'runs/s', 'CPU s per 1,000 runs', 'peak RSS', 'delay of a piece, p99'],
    crowds.map((row) => [
      number(row.atOnce),
      number(row.runsPerSecond),
      number(row.cpuSecondsPer1000),
      withUnit(row.peakRssMb, 'MB'),
      withUnit(row.delayP99Ms, 'ms'),
    ]),
  );

export const audiencesTable = ({ audiences }: Results): string =>
  table(
    ['subscribers of each run', 'runs/s', 'times 1 subscriber'],
    audiences.map((row) => [
      row.name,
      number(row.runsPerSecond),
      ratio(ratioOf(row, audiences[0])),
    ]),
  );

export const delaysTable = ({ delays }: Results): string =>
  table(
    ['streams at once', 'p50', 'p99', 'longest'],
    delays.map(({ streams, p50Ms, p99Ms, maxMs }) => [
      number(streams),
      withUnit(p50Ms, 'ms'),
      withUnit(p99Ms, 'ms'),
      withUnit(maxMs, 'ms'),
    ]),
  );

export const stallsTable = ({ stalls, slowDisk }: Results): string =>
  table(
    ['disk', 'runs at once', 'p50', 'p99', 'p99 by time', 'longest'],
    (
      [
        ['as it is', stalls],
        ['slow', slowDisk?.stalls ?? null],
      ] as const
    ).flatMap(([disk, found]) =>
      found === null
        ? []
        : [
            [
              disk,
              number(found.atOnce),
              withUnit(found.p50Ms, 'ms'),
              withUnit(found.p99Ms, 'ms'),
              withUnit(found.p99ByTimeMs, 'ms'),
              withUnit(found.maxMs, 'ms'),
            ],
          ],
    ),
  );

export const messagesTable = ({ messages }: Results): string =>
  table(
    [
      'messages in the thread',
      'until the prompt is recorded',
      'times the shortest',
      'until the run is completed',
      'times the shortest',
    ],
    messages.map(({ messages: count, startMs, runMs, startRatio, runRatio }) => [
      number(count),
      withUnit(startMs, 'ms'),
      ratio(startRatio),
      withUnit(runMs, 'ms'),
      ratio(runRatio),
    ]),
  );

export const viewsTable = ({ longView }: Results): string =>
  table(
    ['view', 'messages in the thread', 'until it is shown'],
    longView === null
      ? []
      : [
          ['a page of 50', number(longView.messages.short), withUnit(longView.shortMs, 'ms')],
          ['a page of 50', number(longView.messages.long), withUnit(longView.longMs, 'ms')],
          ['all messages', number(longView.messages.long), withUnit(longView.wholeMs, 'ms')],
        ],
  );

export const squaresTable = ({ squares }: Results): string =>
  table(
    ['what', 'size', 'time', 'at ten times the size', 'ratio'],
    squares.map(({ what, size, ms, tenfoldMs, ratio: times }) => [
      what,
      number(size),
      withUnit(ms, 'ms'),
      withUnit(tenfoldMs, 'ms'),
      ratio(times),
    ]),
  );
