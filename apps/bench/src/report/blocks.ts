/** All that is told of a run of the bench, in parts that have names. */
import type { Report } from '../results.ts';
import {
  audiencesTable,
  crowdsTable,
  delaysTable,
  eventsTable,
  messagesTable,
  stallsTable,
} from './growth.ts';
import { number, ratio, table, withUnit } from './markdown.ts';
import { bestPeerText, comparableText, reasonsText, runsTable } from './runs.ts';
import { backlogTable, waitsTable } from './waits.ts';

export interface Block {
  /** Stands in the markers of a document. */
  name: string;
  title: string;
  text: string;
}

/** Those of what was measured. */
export function blocksOf(report: Report): Block[] {
  const { runs, crowds, audiences, delays, stalls, waits, events, messages } = report;
  const { liveWaits, overdueWaits, lostAttempts } = report;
  const block = (name: string, title: string, is: unknown, text: () => string): Block[] =>
    is ? [{ name, title, text: text() }] : [];
  return [
    ...block('summary', 'In short', true, () => summaryTable(report)),
    ...block('machine', 'Machine', true, () => machineText(report)),
    ...block('runs', 'Runs a second', runs.length, () =>
      [bestPeerText(runs), runsTable(runs), reasonsText(runs)].filter(Boolean).join('\n\n'),
    ),
    ...block('comparable', 'Beside the numbers', runs.length, () => comparableText(runs)),
    ...block('delays', 'A piece on its way', delays.length, () => delaysTable(report)),
    ...block('stalls', 'A turn of the event loop', stalls, () => stallsTable(report)),
    ...block('crowds', 'Runs at once', crowds.length, () => crowdsTable(report)),
    ...block('audiences', 'Subscribers', audiences.length, () => audiencesTable(report)),
    ...block('messages', 'Messages in a thread', messages.length, () => messagesTable(report)),
    ...block('events', 'Events in a database', events.length, () => eventsTable(report)),
    ...block('waits', 'Waits', waits.length, () => waitsTable(report)),
    ...block('backlog', 'Many at once', liveWaits ?? overdueWaits ?? lostAttempts, () =>
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
      ['64 runs at once at FULL, times the floor', ratio(ratios.runs64FullVsFloor)],
      ['1 run at a time at NORMAL, times the floor', ratio(ratios.runs1NormalVsFloor)],
      ['64 runs at once at FULL, times the fastest peer', ratio(ratios.runs64VsBestPeer)],
      [
        'a start beside 10 million events, times one in an empty database',
        ratio(ratios.startAt10MEventsVsEmpty),
      ],
      [
        'a piece of one stream is on its way to a subscriber, p99',
        withUnit(values.deltaDelayP99Ms, 'ms'),
      ],
      ['memory of a run that waits', withUnit(values.bytesPerWaitingRun, 'B')],
      [
        'from a start beside a million waits until one that is overdue is tried again',
        withUnit(values.recoverMillionWaitsS, 's'),
      ],
      [
        'a turn of the event loop under 64 runs that never pause, p99',
        withUnit(values.loopStallP99Ms, 'ms'),
      ],
      [
        '`@perdure/run`, minified and gzipped, without XState',
        withUnit(values.runMachineGzipBytes, 'B'),
      ],
      [
        '`@perdure/react` with the HTTP client, as well, without React, XState and RxJS',
        withUnit(bundles?.reactClient, 'B'),
      ],
    ],
  );

const machineText = ({
  machine: { cpu, cores, memoryBytes, node, platform, date, fsyncMs },
}: Report) =>
  `${cpu}, ${cores} cores, ${number(memoryBytes / 2 ** 30)} GiB of memory; ${platform}; Node ${node}; ` +
  `${date.slice(0, 10)}. Appending 4 KiB to a file and \`fdatasync\` takes ${withUnit(fsyncMs, 'ms')}.`;
