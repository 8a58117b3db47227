/** Markdown tables with the figures of waiting runs. */
import type { Results } from '../results.ts';
import { number, table, withUnit } from './markdown.ts';

export const waitsTable = ({ waits }: Results): string =>
  table(
    [
      'waiting runs',
      'from the start until an overdue run is tried again',
      'delay after a deadline',
      'memory of each',
      'load of one idle processor',
    ],
    waits.map(({ count, recoverS, lateMs, bytesPerRun, idleCpuPercent }) => [
      number(count),
      withUnit(recoverS, 's'),
      withUnit(lateMs, 'ms'),
      withUnit(bytesPerRun, 'B'),
      withUnit(idleCpuPercent, '%'),
    ]),
  );

export function backlogTable({ liveWaits, overdueWaits, lostAttempts }: Results): string {
  const row = <Found extends { count: number }>(
    name: string,
    found: Found | null,
    textOf: (found: Found) => string,
  ) => (found === null ? [] : [[number(found.count), name, textOf(found)]]);
  return table(
    ['runs', '', ''],
    [
      ...row(
        'waiting, started by the same process',
        liveWaits,
        ({ bytesPerRun, heapBytesPerRun }) =>
          `${withUnit(bytesPerRun, 'B')} of memory each, ${withUnit(heapBytesPerRun, 'B')} on the heap`,
      ),
      ...row(
        'all overdue at the start of the process',
        overdueWaits,
        ({ perSecond }) => `${number(perSecond)} tried again each second`,
      ),
      ...row(
        'running when the former process was killed',
        lostAttempts,
        ({ seconds }) => `${withUnit(seconds, 's')} until all were recovered`,
      ),
    ],
  );
}
