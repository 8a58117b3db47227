/** Which model answers: one of the demo's own, or any OpenAI-compatible endpoint that the environment names. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { ModelByName } from '@perdure/providers/ai-sdk';
import { MODEL_ID, MODEL_IDS } from '@perdure/providers/model-server';

export interface ModelSettings {
  provider: 'demo' | 'custom';
  baseUrl: string;
  /** Answers the runs that name none. */
  model: string;
  /** Those that a run may name. */
  models: readonly string[];
  /** Whether it is offered the demo's tools: not every endpoint takes any. */
  usesTools: boolean;
  apiKey?: string;
}

/**
 * `PERDURE_BASE_URL` and `PERDURE_MODEL` together name an endpoint, `PERDURE_API_KEY` its key, and
 * `PERDURE_TOOLS=1` offers it the tools.
 */
export function customModel(env: NodeJS.ProcessEnv): ModelSettings | undefined {
  const { PERDURE_BASE_URL: baseUrl, PERDURE_MODEL: model, PERDURE_API_KEY: apiKey } = env;
  if (!baseUrl && !model) return undefined;
  if (!baseUrl) throw new Error('PERDURE_MODEL is set. Set PERDURE_BASE_URL too.');
  if (!model) throw new Error('PERDURE_BASE_URL is set. Set PERDURE_MODEL too.');
  return {
    provider: 'custom',
    baseUrl,
    model,
    models: [model],
    usesTools: env.PERDURE_TOOLS === '1',
    ...(apiKey && { apiKey }),
  };
}

export const demoModel = (baseUrl: string): ModelSettings => ({
  provider: 'demo',
  baseUrl,
  model: MODEL_ID,
  models: MODEL_IDS,
  usesTools: true,
});

export function languageModels({ provider, baseUrl, model, apiKey }: ModelSettings): ModelByName {
  const client = createOpenAICompatible({
    name: provider,
    baseURL: baseUrl,
    ...(apiKey && { apiKey }),
  });
  return (name = model) => client(name);
}
