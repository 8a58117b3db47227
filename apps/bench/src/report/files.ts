/** Markdown tables with the figures of a database file. */
import { bytesPerRunBefore, type RunBytes } from '../figures/run-bytes.ts';
import type { Results } from '../results.ts';
import { megabytes, number, ratio, table, withUnit } from './markdown.ts';

export function bytesText({ runs, bytesPerRun, tables, textBytesPerRun }: RunBytes): string {
  const total = table(
    ['runs', 'bytes of each', `times the ${number(bytesPerRunBefore)} bytes before`],
    [[number(runs), withUnit(bytesPerRun, 'B'), ratio(bytesPerRun / bytesPerRunBefore)]],
  );
  // A table of a few pages is the same in a file with one run.
  const shares = tables
    .filter(([, bytes]) => bytes >= bytesPerRun / 100)
    .map(([name, bytes]) => [name, withUnit(bytes, 'B')]);
  return `${total}

The model writes ${number(textBytesPerRun)} B of text in each. By table, with its indexes:

${table(['table', 'bytes of a run'], shares)}`;
}

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
