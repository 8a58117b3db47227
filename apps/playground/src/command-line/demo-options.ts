/** The command line of `pnpm demo` and `pnpm dev`. */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { endpointHelp, readEndpoint } from './endpoint.ts';
import { type Inspect, inspectOption, port } from './port.ts';

export interface DemoOptions {
  /** Port on 127.0.0.1; 0 for any free one. */
  port: number;
  /** The database file. */
  data: string;
  inspect?: Inspect;
  /** URL of a PostgreSQL; `true` for one of the demo's own, undefined for the file. */
  postgres?: string | true;
  /** Number of processes that share the PostgreSQL. */
  nodes: number;
}

function nodes(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 9) return number;
  throw new InvalidArgumentError('Give a number from 1 to 9.');
}

const defaultData = resolve(import.meta.dirname, '../../.perdure/playground.db');

/** Reads the options of the command line. @param name of the command: `demo` or `dev` */
export function readDemoOptions(name: string, description: string) {
  const command = new Command(name)
    .description(description)
    .option('--port <n>', 'port on 127.0.0.1; 0 for any that is free', port, 4780)
    .option('--data <file>', 'the SQLite file that keeps the runs', defaultData)
    .option(...inspectOption)
    .addHelpText('after', endpointHelp);
  if (name === 'demo')
    command
      .option(
        '--postgres [url]',
        'keep the runs in a PostgreSQL: in one that the demo brings, or in that of the URL',
      )
      .option('--nodes <n>', 'with --postgres: how many processes share it, 1 to 9', nodes, 3);
  command.parse();
  return { ...command.opts<DemoOptions>(), endpoint: readEndpoint(command) };
}
