/** Markdown tables with the figures of a database file. */
import { bytesPerRunBefore } from '../figures/run-bytes.ts';
import type { Results } from '../results.ts';
import { megabytes, number, ratio, table, withUnit } from './markdown.ts';

export const bytesTable = ({ runBytes }: Results): string =>
  table(
    ['runs', 'bytes of each', `times the ${number(bytesPerRunBefore)} bytes before`],
    [runBytes].map((found) => [
      number(found?.runs),
      withUnit(found?.bytesPerRun, 'B'),
      ratio(found === null ? null : found.bytesPerRun / bytesPerRunBefore),
    ]),
  );

export const opensTable = ({ opening }: Results): string =>
  table(
    ['file', 'threads', 'until there is a runtime', 'times an empty file'],
    opening === null
      ? []
      : [
          ['empty', number(0), withUnit(opening.emptyMs, 'ms'), ratio(1)],
          [
            megabytes(opening.bytes),
            number(opening.threads),
            withUnit(opening.fullMs, 'ms'),
            ratio(opening.ratio),
          ],
        ],
  );

export const eventsTable = ({ events }: Results): string =>
  table(
    [
      'events',
      'threads',
      'file',
      'a start in a new thread',
      'times an empty database',
      'a start in an existing thread, times a small database',
    ],
    events.map((found) => [
      number(found.events),
      number(found.threads),
      megabytes(found.bytes),
      withUnit(found.newThreadMs, 'ms'),
      ratio(found.newThreadRatio),
      ratio(found.oldThreadRatio),
    ]),
  );
