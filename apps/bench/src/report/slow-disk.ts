/** The results on the slow disk as Markdown. */
import type { SlowDisk } from '../figures/slow-disk.ts';
import { delayMs } from '../slow-disk.ts';
import { withUnit } from './markdown.ts';
import { reasonsText, runsTable } from './runs.ts';

export function slowDiskText({ syncs: { asIs, slow }, runs }: SlowDisk): string {
  const syncs =
    `A sync takes ${delayMs} ms more. A commit of one row at FULL takes ${withUnit(slow.commitMs, 'ms')} here and ` +
    `${withUnit(asIs.commitMs, 'ms')} on the disk as it is; a write of 4 KiB without a sync ` +
    `${withUnit(slow.writeMs, 'ms')} and ${withUnit(asIs.writeMs, 'ms')}.`;
  return [syncs, runsTable(runs), reasonsText(runs)].filter(Boolean).join('\n\n');
}
