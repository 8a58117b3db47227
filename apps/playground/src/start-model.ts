/** Starts the model of the demo. */
import { startModelServer } from '@perdure/model-server';
import type { ModelSettings } from './server/model.ts';

/**
 * Starts the demo's model server, unless the environment names an endpoint.
 *
 * @returns the base URL, ending in /v1
 */
export async function startModel(endpoint: ModelSettings | undefined): Promise<string> {
  if (endpoint !== undefined) {
    console.log(`Answers come from ${endpoint.model} at ${endpoint.baseUrl}.`);
    return endpoint.baseUrl;
  }
  const { baseUrl } = await startModelServer();
  console.log(`The demo's model answers at ${baseUrl}; it fails as planned.`);
  return baseUrl;
}
