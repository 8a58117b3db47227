/** A report in named blocks of Markdown. */
import type { Report } from '../results.ts';
import { bytesText, eventsTable, opensTable } from './files.ts';
import {
  audiencesTable,
  crowdsTable,
  delaysTable,
  messagesTable,
  squaresTable,
  stallsTable,
  viewsTable,
} from './growth.ts';
import { number, withUnit } from './markdown.ts';
import { bestPeerText, comparableText, reasonsText, runsTable } from './runs.ts';
import { slowDiskText } from './slow-disk.ts';
import { summaryTable } from './summary.ts';
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
  const { postgres, slowDisk, runBytes, opening, liveWaits, overdueWaits, lostAttempts } = report;
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
    ...block('stalls', 'Event-loop turns', stalls ?? slowDisk, () => stallsTable(report)),
    ...block('slowDisk', 'A slow disk', slowDisk, () => (slowDisk ? slowDiskText(slowDisk) : '')),
    ...block('postgres', 'On PostgreSQL', postgres.length, () =>
      [runsTable(postgres), reasonsText(postgres)].filter(Boolean).join('\n\n'),
    ),
    ...block('crowds', 'Runs at once', crowds.length, () => crowdsTable(report)),
    ...block('audiences', 'Subscribers', audiences.length, () => audiencesTable(report)),
    ...block('messages', 'Messages in a thread', messages.length, () => messagesTable(report)),
    ...block('views', 'Views of a thread', longView, () => viewsTable(report)),
    ...block('bytes', 'Bytes of a run', runBytes, () => (runBytes ? bytesText(runBytes) : '')),
    ...block('opens', 'Opening a file', opening, () => opensTable(report)),
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

const machineText = ({
  machine: { cpu, cores, memoryBytes, node, platform, date, fsyncMs },
}: Report) =>
  `${cpu}, ${cores} cores, ${number(memoryBytes / 2 ** 30)} GiB of memory; ${platform}; Node ${node}; ` +
  `${date.slice(0, 10)}. Appending 4 KiB to a file and \`fdatasync\` takes ${withUnit(fsyncMs, 'ms')}.`;
