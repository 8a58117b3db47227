/** The command line of the playground's process. */
import { Command } from 'commander';
import { demoModel, type ModelSettings } from '../server/model.ts';
import { endpointHelp, readEndpoint } from './endpoint.ts';
import { type Inspect, inspectOption, port } from './port.ts';

interface CommonOptions {
  /** Port on 127.0.0.1; 0 for any free one. */
  port: number;
  /** The database file. */
  data: string;
  /** The folder of the built page; without it, only the API is served. */
  page?: string;
  inspect?: Inspect;
  /** URL of a PostgreSQL that keeps the runs in the place of the file. */
  postgres?: string;
  /** What this process is called among those that share the PostgreSQL. */
  name: string;
}

export interface ServerOptions extends CommonOptions {
  model: ModelSettings;
}

interface WrittenOptions extends CommonOptions {
  /** Base URL of a demo model server. Ignored if the environment names an endpoint. */
  modelUrl?: string;
}

export function readServerOptions(): ServerOptions {
  const command = new Command('playground')
    .description('Serves the playground: page, API and runtime in one process on loopback.')
    .requiredOption('--data <file>', 'the SQLite file that keeps the runs')
    .option('--page <folder>', 'the built page; without it, only the API is served')
    .option('--port <n>', 'port on 127.0.0.1; 0 for any that is free', port, 0)
    .option('--model-url <url>', 'base URL of a demo model server, ending in /v1')
    .option('--postgres <url>', 'a PostgreSQL that keeps the runs in the place of the file')
    .option('--name <name>', 'what this process is called among those that share it', 'n1')
    .option(...inspectOption)
    .addHelpText('after', endpointHelp)
    .parse();
  const { modelUrl, ...options } = command.opts<WrittenOptions>();
  const model = readEndpoint(command) ?? (modelUrl === undefined ? undefined : demoModel(modelUrl));
  if (model === undefined) {
    return command.error('Name a model: --model-url, or PERDURE_BASE_URL and PERDURE_MODEL.');
  }
  return { ...options, model };
}

/** The options as arguments of a command line, which `readServerOptions` can read again. */
export const writeServerOptions = ({
  port,
  data,
  page,
  modelUrl,
  inspect,
  postgres,
  name,
}: WrittenOptions): string[] => [
  `--port=${port}`,
  `--data=${data}`,
  `--name=${name}`,
  ...(postgres === undefined ? [] : [`--postgres=${postgres}`]),
  ...(page === undefined ? [] : [`--page=${page}`]),
  ...(modelUrl === undefined ? [] : [`--model-url=${modelUrl}`]),
  ...(inspect === undefined ? [] : [inspect === true ? '--inspect' : `--inspect=${inspect}`]),
];
