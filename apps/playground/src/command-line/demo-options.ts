/** The command line of the demo. */
import { Command } from 'commander';
import { endpointHelp, readEndpoint } from './endpoint.ts';
import { type Inspect, inspectOption, port } from './port.ts';

export interface DemoOptions {
  /** 0: any free port. */
  port: number;
  /** The database file. */
  data: string;
  inspect?: Inspect;
}

export function readDemoOptions(argv: string[], defaultData: string) {
  const command = new Command('demo')
    .description(
      'Runs the playground: an answer that survives a failing provider and a killed process.',
    )
    .option('--port <n>', 'port on 127.0.0.1; 0 for any that is free', port, 4780)
    .option('--data <file>', 'the SQLite file that keeps the runs', defaultData)
    .option(...inspectOption)
    .addHelpText('after', endpointHelp)
    .parse(argv);
  return { ...command.opts<DemoOptions>(), endpoint: readEndpoint(command) };
}
