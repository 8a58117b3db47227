/** Checks the settings of an adapter, where an app hands them in. */
import {
  checkChoice,
  checkFunction,
  checkKnownOptions,
  checkNumber,
  checkObject,
  InvalidOptionError,
} from '@perdure/thread';
import type { AgentSettings } from './agent.ts';

type Settings = AgentSettings & { api?: string; body?: object };

/** @throws {InvalidOptionError} @param own names of the adapter's own settings */
export function checkSettings(client: object, settings: Settings, own: readonly string[]): void {
  checkObject('client', client);
  checkObject('settings', settings);
  checkKnownOptions('settings', settings, ['model', 'instructions', 'tools', 'maxSteps', ...own]);
  const { model, instructions, tools, maxSteps = 20, api = 'responses', body = {} } = settings;
  if (typeof model !== 'function' && (typeof model !== 'string' || model === ''))
    throw new InvalidOptionError('settings.model', 'a name or a function', model);
  if (instructions !== undefined && typeof instructions !== 'string')
    throw new InvalidOptionError('settings.instructions', 'a text', instructions);
  checkNumber('settings.maxSteps', maxSteps, { min: 1, max: 1e6, whole: true, infinity: true });
  checkChoice('settings.api', api, ['responses', 'chat']);
  checkObject('settings.body', body);
  if (tools !== undefined) checkTools(tools);
}

function checkTools(tools: NonNullable<AgentSettings['tools']>): void {
  checkObject('settings.tools', tools);
  for (const [name, tool] of Object.entries(tools)) {
    checkObject(`settings.tools.${name}`, tool);
    checkObject(`settings.tools.${name}.inputSchema`, tool.inputSchema);
    for (const method of ['execute', 'toModelOutput'] as const)
      if (tool[method] !== undefined)
        checkFunction(`settings.tools.${name}.${method}`, tool[method]);
  }
}
