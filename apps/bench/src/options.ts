/** The options of the command line. */
import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type SectionName, sectionNames } from './sections.ts';

export interface Options {
  quick?: true;
  json?: string;
  only: SectionName[];
  peers: boolean;
}

export function parseOptions(args: readonly string[]): Options {
  return new Command('bench')
    .description(
      'Measures the runtime and compares it with a floor written by hand and with its peers. ' +
        'Tables in Markdown on stdout, progress on stderr. Takes less than half an hour.',
    )
    .option('-q, --quick', 'take about a minute: no peers, smaller sizes, fewer figures')
    .option(
      '--json <file>',
      'write the results to a file too; a figure that was not measured is null',
      writable,
    )
    .addOption(
      new Option('--only <sections...>', 'measure these sections only')
        .choices(sectionNames)
        .default(sectionNames, 'all'),
    )
    .option(
      '--no-peers',
      'neither install nor measure the peers (about 330 MB in apps/bench/peers)',
    )
    .parse(args, { from: 'user' })
    .opts<Options>();
}

/** Checks before the measurements that the file can be written, because the measurements may take half an hour. */
function writable(file: string): string {
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch {
    throw new InvalidArgumentError('Its folder can not be written to.');
  }
  return file;
}
