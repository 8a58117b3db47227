/** The model that answers: the demo's own, or an OpenAI-compatible endpoint that the environment names. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { modelId, modelIds } from '@perdure/model-server';
import type { ModelByName } from '@perdure/providers/ai-sdk';

export interface ModelSettings {
  provider: 'demo' | 'custom';
  baseUrl: string;
  /** The model of runs that name none. */
  model: string;
  /** The models that a run may name. */
  models: readonly string[];
  /** Offers the demo's tools. Off for endpoints that accept none. */
  usesTools: boolean;
  apiKey?: string;
}

/**
 * The endpoint that `PERDURE_BASE_URL` and `PERDURE_MODEL` name together; undefined without both. `PERDURE_API_KEY` is
 * its key, and `PERDURE_TOOLS=1` offers it the tools.
 *
 * @throws if only one of the two is set
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
  model: modelId,
  models: modelIds,
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
