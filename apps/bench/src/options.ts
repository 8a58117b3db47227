/** What the command line asks for. */
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
      'Measures the runtime beside a floor written by hand and beside what one would use instead. ' +
        'Tables in Markdown on stdout, progress on stderr. Takes less than half an hour.',
    )
    .option('-q, --quick', 'a minute, for a first look: no peers, smaller numbers, fewer figures')
    .option(
      '--json <file>',
      'write all of it there too; a figure that was not run is null',
      writable,
    )
    .addOption(
      new Option('--only <sections...>', 'these alone')
        .choices(sectionNames)
        .default(sectionNames, 'all'),
    )
    .option('--no-peers', 'neither install nor measure the peers (some 330 MB in apps/bench/peers)')
    .parse(args, { from: 'user' })
    .opts<Options>();
}

/** Found out now, and not in half an hour. */
function writable(file: string): string {
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch {
    throw new InvalidArgumentError('Its folder can not be written.');
  }
  return file;
}
