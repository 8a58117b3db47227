/** A report in named blocks of Markdown. */
import type { Report } from '../results.ts';
import {
  audiencesTable,
  crowdsTable,
  delaysTable,
  eventsTable,
  messagesTable,
  squaresTable,
  stallsTable,
  viewsTable,
} from './growth.ts';
import { number, ratio, table, withUnit } from './markdown.ts';
import { bestPeerText, comparableText, reasonsText, runsTable } from './runs.ts';
import { backlogTable, waitsTable } from './waits.ts';

export interface Block {
  /** The name of the block in the markers of a document. */
  name: string;
  title: string;
  text: string;
}

/** The blocks of all figures that were measured. */
export function blocksOf(report: Report): Block[] {
  const { runs, crowds, audiences, delays, stalls, waits, events, messages, longView, squares } =
    report;
  const { liveWaits, overdueWaits, lostAttempts } = report;
  const block = (name: string, title: string, is: unknown, text: () => string): Block[] =>
    is ? [{ name, title, text: text() }] : [];
  return [
    ...block('summary', 'In short', true, () => summaryTable(report)),
    ...block('machine', 'Machine', true, () => machineText(report)),
    ...block('runs', 'Runs a second', runs.length, () =>
      [bestPeerText(runs), runsTable(runs), reasonsText(runs)].filter(Boolean).join('\n\n'),
    ),
    ...block('comparable', 'What each contender does', runs.length, () => comparableText(runs)),
    ...block('delays', 'The delay of a piece', delays.length, () => delaysTable(report)),
    ...block('stalls', 'Event-loop turns', stalls, () => stallsTable(report)),
    ...block('crowds', 'Runs at once', crowds.length, () => crowdsTable(report)),
    ...block('audiences', 'Subscribers', audiences.length, () => audiencesTable(report)),
    ...block('messages', 'Messages in a thread', messages.length, () => messagesTable(report)),
    ...block('views', 'Views of a thread', longView, () => viewsTable(report)),
    ...block('squares', 'Ten times as much', squares.length, () => squaresTable(report)),
    ...block('events', 'Events in a database', events.length, () => eventsTable(report)),
    ...block('waits', 'Waits', waits.length, () => waitsTable(report)),
    ...block('backlog', 'Many runs at once', liveWaits ?? overdueWaits ?? lostAttempts, () =>
      backlogTable(report),
    ),
    ...block('failures', 'Failed', report.failures.length, () =>
      report.failures.map(({ what, why }) => `- ${what}: ${why}`).join('\n'),
    ),
  ];
}

const summaryTable = ({ ratios, values, bundles }: Report): string =>
  table(
    ['', ''],
    [
      ['runs/s with 64 at once at FULL, times the floor', ratio(ratios.runs64FullVsFloor)],
      ['runs/s with 1 at a time at NORMAL, times the floor', ratio(ratios.runs1NormalVsFloor)],
      ['runs/s with 64 at once at FULL, times the fastest peer', ratio(ratios.runs64VsBestPeer)],
      [
        'time of a start in a database of 10 million events, times one in an empty database',
        ratio(ratios.startAt10MEventsVsEmpty),
      ],
      ['runs/s with 100 subscribers of each, times 1 subscriber', ratio(ratios.subscribers100Vs1)],
      ['runs/s with the inspector, times without', ratio(ratios.inspectorOnVsOff)],
      [
        'time to open a view of a thread of 10,000 messages, times one of 50 messages',
        ratio(ratios.longViewOpened),
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
      ['event-loop turn with 64 runs that never pause, p99', withUnit(values.loopStallP99Ms, 'ms')],
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

const machineText = ({
  machine: { cpu, cores, memoryBytes, node, platform, date, fsyncMs },
}: Report) =>
  `${cpu}, ${cores} cores, ${number(memoryBytes / 2 ** 30)} GiB of memory; ${platform}; Node ${node}; ` +
  `${date.slice(0, 10)}. Appending 4 KiB to a file and \`fdatasync\` takes ${withUnit(fsyncMs, 'ms')}.`;
