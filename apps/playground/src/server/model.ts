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
  /** True to offer the demo's tools to the model; false for an endpoint that accepts no tools. */
  usesTools: boolean;
  apiKey?: string;
}

/**
 * The endpoint that `PERDURE_BASE_URL` and `PERDURE_MODEL` name together; undefined if neither is set.
 * `PERDURE_API_KEY` is the key of the endpoint, and `PERDURE_TOOLS=1` offers the tools to its model.
 *
 * @throws if only one of `PERDURE_BASE_URL` and `PERDURE_MODEL` is set
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
    // Usage is asked for only here, because some endpoints refuse requests with the field `stream_options`.
    includeUsage: provider === 'demo',
    ...(apiKey && { apiKey }),
  });
  return (name = model) => client(name);
}
