/** Which model answers: the demo's own, or any OpenAI-compatible endpoint that the environment names. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';

export interface ModelSettings {
  provider: 'demo' | 'custom';
  baseUrl: string;
  model: string;
  apiKey?: string;
}

/** `PERDURE_BASE_URL` and `PERDURE_MODEL` together name an endpoint, `PERDURE_API_KEY` its key. */
export function customModel(env: NodeJS.ProcessEnv): ModelSettings | undefined {
  const { PERDURE_BASE_URL: baseUrl, PERDURE_MODEL: model, PERDURE_API_KEY: apiKey } = env;
  if (!baseUrl && !model) return undefined;
  if (!baseUrl) throw new Error('PERDURE_MODEL is set. Set PERDURE_BASE_URL too.');
  if (!model) throw new Error('PERDURE_BASE_URL is set. Set PERDURE_MODEL too.');
  return { provider: 'custom', baseUrl, model, ...(apiKey && { apiKey }) };
}

export const demoModel = (baseUrl: string): ModelSettings => ({
  provider: 'demo',
  baseUrl,
  model: 'perdure-demo',
});

export const languageModel = ({ provider, baseUrl, model, apiKey }: ModelSettings): LanguageModel =>
  createOpenAICompatible({ name: provider, baseURL: baseUrl, ...(apiKey && { apiKey }) })(model);
