/** The command line of the playground's process. */
import { Command } from 'commander';
import { demoModel, type ModelSettings } from '../server/model.ts';
import { endpointHelp, readEndpoint } from './endpoint.ts';
import { type Inspect, inspectOption, port } from './port.ts';

export interface ServerOptions {
  /** 0: any free port. */
  port: number;
  /** The database file. */
  data: string;
  /** The folder of the built page. */
  page: string;
  model: ModelSettings;
  inspect?: Inspect;
}

export function readServerOptions(argv: string[]): ServerOptions {
  const command = new Command('playground')
    .description('Serves the playground: page, API and runtime in one process on loopback.')
    .requiredOption('--data <file>', 'the SQLite file that keeps the runs')
    .requiredOption('--page <folder>', 'the built page')
    .option('--port <n>', 'port on 127.0.0.1; 0 for any that is free', port, 0)
    .option('--model-url <url>', 'base URL of a demo model server, ending in /v1')
    .option(...inspectOption)
    .addHelpText('after', endpointHelp)
    .parse(argv);
  const { modelUrl, ...options } = command.opts<
    Omit<ServerOptions, 'model'> & { modelUrl?: string }
  >();
  const model = readEndpoint(command) ?? (modelUrl === undefined ? undefined : demoModel(modelUrl));
  if (model === undefined) {
    return command.error('Name a model: --model-url, or PERDURE_BASE_URL and PERDURE_MODEL.');
  }
  return { ...options, model };
}
