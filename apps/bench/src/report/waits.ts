/** Runs that wait, as Markdown. */
import type { Results } from '../results.ts';
import { number, table, withUnit } from './markdown.ts';

export const waitsTable = ({ waits }: Results): string =>
  table(
    [
      'runs that wait',
      'from the start until one that is overdue is tried again',
      'late, one that comes due',
      'memory for each',
      'of one idle processor',
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
    tell: (found: Found) => string,
  ) => (found === null ? [] : [[number(found.count), name, tell(found)]]);
  return table(
    ['runs', 'that', ''],
    [
      ...row(
        'wait, and were started by this process',
        liveWaits,
        ({ bytesPerRun, heapBytesPerRun }) =>
          `${withUnit(bytesPerRun, 'B')} of memory for each, ${withUnit(heapBytesPerRun, 'B')} on the heap`,
      ),
      ...row(
        'were all overdue when the process started',
        overdueWaits,
        ({ perSecond }) => `${number(perSecond)} tried again each second`,
      ),
      ...row(
        'were running when the process before was killed',
        lostAttempts,
        ({ seconds }) => `${withUnit(seconds, 's')} until all were recovered`,
      ),
    ],
  );
}
