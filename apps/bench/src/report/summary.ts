/** The summary as a Markdown table. */
import { bytesPerRunBefore } from '../figures/run-bytes.ts';
import type { Report } from '../results.ts';
import { number, ratio, table, withUnit } from './markdown.ts';

export const summaryTable = ({ ratios, values, bundles }: Report): string =>
  table(
    ['', ''],
    [
      ['runs/s with 64 at once at FULL, times the floor', ratio(ratios.runs64FullVsFloor)],
      [
        'runs/s with 64 at once at FULL, on a disk on which a sync takes 10 ms more, times the floor',
        ratio(ratios.runs64FullSlowSyncVsFloor),
      ],
      ['runs/s with 1 at a time at NORMAL, times the floor', ratio(ratios.runs1NormalVsFloor)],
      ['runs/s with 64 at once at FULL, times the fastest peer', ratio(ratios.runs64VsBestPeer)],
      [
        'runs/s on PostgreSQL with 64 at once, times the floor there',
        ratio(ratios.postgres64VsFloor),
      ],
      ['runs/s on PostgreSQL with 64 at once, times DBOS there', ratio(ratios.postgres64VsDbos)],
      ['runs/s with 100 subscribers of each, times 1 subscriber', ratio(ratios.subscribers100Vs1)],
      ['runs/s with the inspector, times without', ratio(ratios.inspectorOnVsOff)],
      [
        'time until a prompt is recorded in a thread of 10,000 messages, times one of 10 messages',
        ratio(ratios.longThreadRecorded),
      ],
      [
        'time until a run is completed in a thread of 10,000 messages, times one of 10 messages',
        ratio(ratios.longThreadCompleted),
      ],
      [
        'time to open a view of a thread of 10,000 messages, times one of 50 messages',
        ratio(ratios.longViewOpened),
      ],
      [
        `bytes of the file that a run costs, times the ${number(bytesPerRunBefore)} before a text stood once`,
        ratio(ratios.bytesPerRunVsBefore),
      ],
      ['time to open a file of 1 GB, times an empty one', ratio(ratios.open1GbVsEmpty)],
      [
        'time of a start in a database of 10 million events, times one in an empty database',
        ratio(ratios.startAt10MEventsVsEmpty),
      ],
      ['event-loop turn with 64 runs that never pause, p99', withUnit(values.loopStallP99Ms, 'ms')],
      [
        'event-loop turn with 64 runs that never pause, on a disk on which a sync takes 10 ms more, p99',
        withUnit(values.loopStallSlowSyncP99Ms, 'ms'),
      ],
      [
        'peak memory of the process with 64 runs at once at FULL',
        withUnit(values.peakMemoryMb, 'MB'),
      ],
      [
        'delay of a piece of one stream from the provider to a subscriber, p99',
        withUnit(values.deltaDelayP99Ms, 'ms'),
      ],
      ['memory of a waiting run', withUnit(values.bytesPerWaitingRun, 'B')],
      [
        'from a start with a million waits until an overdue one is tried again',
        withUnit(values.recoverMillionWaitsS, 's'),
      ],
      [
        '`@perdure/run`, minified and gzipped, without XState',
        withUnit(values.runMachineGzipBytes, 'B'),
      ],
      [
        '`@perdure/react` with the HTTP client, minified and gzipped, without React',
        withUnit(bundles?.reactClient, 'B'),
      ],
      [
        'all that a page loads to show a run, with texts in six languages, minified and gzipped, without React',
        withUnit(bundles?.page, 'B'),
      ],
    ],
  );
