/** The options of the command line. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type FaultName, faultNames } from './faults/index.ts';

export interface Options {
  client?: string;
  fault?: FaultName;
  json?: true;
  write?: true;
  peers: boolean;
}

/** @throws {Error} never: a wrong option ends the process with a message */
export function parseOptions(args: readonly string[]): Options {
  const command = new Command('clients')
    .description(
      'Measures what real clients of model providers throw or hide when a provider fails, and judges our classification ' +
        'and our adapters. Tables in Markdown on stdout, progress on stderr. Takes half a minute. Exits with 1 if a cell ' +
        'is judged wrongly.',
    )
    .option('--client <name>', 'only surfaces whose name contains this', nonEmpty)
    .addOption(new Option('--fault <name>', 'only this fault').choices(faultNames))
    .option('--json', 'print the cells as JSON')
    .option('--write', 'write docs/clients.md and packages/failure/cases/clients.jsonl')
    .option(
      '--no-peers',
      'neither install nor measure the clients that the workspace lacks (about 230 MB in apps/clients/peers)',
    )
    .parse(args, { from: 'user' });
  const options = command.opts<Options>();
  if (options.write && (options.client ?? options.fault ?? (options.peers ? undefined : 'peers')))
    command.error('error: --write needs all cells, so that it takes no other option.');
  return options;
}

function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}
