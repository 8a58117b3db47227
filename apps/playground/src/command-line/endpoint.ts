/** The endpoint that the environment names, for a demo with the user's own model. */
import type { Command } from 'commander';
import { customModel, type ModelSettings } from '../server/model.ts';

export const endpointHelp =
  '\nPERDURE_BASE_URL, PERDURE_MODEL and PERDURE_API_KEY: answer with that OpenAI-compatible endpoint.\n' +
  'PERDURE_TOOLS=1: offer it the tools of the demo, too.';

/** The endpoint; undefined if the environment names none. An incomplete setting ends the process with a message. */
export function readEndpoint(command: Command): ModelSettings | undefined {
  try {
    return customModel(process.env);
  } catch (error) {
    return command.error(error instanceof Error ? error.message : String(error));
  }
}
