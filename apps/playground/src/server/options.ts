/** The command line of the playground's process. */
import { Command } from 'commander';
import { customModel, demoModel, type ModelSettings } from './model.ts';

export interface ServerOptions {
  /** 0: any free port. */
  port: number;
  /** The database file. */
  data: string;
  /** The folder of the built page. */
  page: string;
  model: ModelSettings;
}

export function readOptions(argv: string[]): ServerOptions {
  const command = new Command('playground')
    .description('Serves the playground: page, API and runtime in one process on loopback.')
    .requiredOption('--data <file>', 'the SQLite file that keeps the runs')
    .requiredOption('--page <folder>', 'the built page')
    .option('--port <n>', 'port on 127.0.0.1; 0 for any that is free', Number, 0)
    .option('--model-url <url>', 'base URL of a demo model server, ending in /v1')
    .addHelpText(
      'after',
      '\nPERDURE_BASE_URL, PERDURE_MODEL and PERDURE_API_KEY name any other endpoint.',
    )
    .parse(argv);
  const { modelUrl, ...options } = command.opts<
    Omit<ServerOptions, 'model'> & { modelUrl?: string }
  >();
  const model =
    customModel(process.env) ?? (modelUrl === undefined ? undefined : demoModel(modelUrl));
  if (model === undefined) {
    return command.error('Name a model: --model-url, or PERDURE_BASE_URL and PERDURE_MODEL.');
  }
  return { ...options, model };
}
