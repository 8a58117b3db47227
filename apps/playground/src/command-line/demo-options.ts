/** The command line of `pnpm demo` and `pnpm dev`. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { endpointHelp, readEndpoint } from './endpoint.ts';
import { type Inspect, inspectOption, port } from './port.ts';

export interface DemoOptions {
  /** Port on 127.0.0.1; 0 for any free one. */
  port: number;
  /** The database file. */
  data: string;
  inspect?: Inspect;
}

const defaultData = resolve(import.meta.dirname, '../../.perdure/playground.db');

/** Reads the options of the command line. @param name of the command: `demo` or `dev` */
export function readDemoOptions(name: string, description: string) {
  const command = new Command(name)
    .description(description)
    .option('--port <n>', 'port on 127.0.0.1; 0 for any that is free', port, 4780)
    .option('--data <file>', 'the SQLite file that keeps the runs', defaultData)
    .option(...inspectOption)
    .addHelpText('after', endpointHelp)
    .parse();
  return { ...command.opts<DemoOptions>(), endpoint: readEndpoint(command) };
}
