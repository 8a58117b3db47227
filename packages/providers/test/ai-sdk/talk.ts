/** A runtime with a real adapter, and a service that answers by a plan. */
import { type AnthropicProvider, createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type AiSdkSettings, aiSdk } from '@perdure/providers/ai-sdk';
import { createRuntime, type Run, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { validatorFor } from '@perdure/testkit/validators';
import { jsonSchema, type LanguageModel, type ToolSet, tool } from 'ai';
import { onTestFinished } from 'vitest';
import { Endpoint, type Reply } from '../wire/endpoint.ts';
import { eventStream, type Json } from '../wire/wire.ts';

export const compatible = (url: string): LanguageModel =>
  createOpenAICompatible({ name: 'any', baseURL: url, includeUsage: true })('any');

export const anthropic = (url: string): AnthropicProvider =>
  createAnthropic({ baseURL: url, apiKey: 'none' });

export const claude = (url: string): LanguageModel => anthropic(url)('claude-sonnet-4-5');

/** A tool that takes any arguments. */
export const does = (execute: () => unknown, more: object = {}): ToolSet[string] =>
  tool({ inputSchema: jsonSchema({ type: 'object' }), execute, ...more }) as ToolSet[string];

export interface Talk {
  readonly endpoint: Endpoint;
  readonly runtime: Runtime;
  /** Starts a run, and resolves with its end. */
  ask(): Promise<Awaited<ReturnType<Run['done']>>>;
}

export async function talk(
  model: (url: string) => Parameters<typeof aiSdk>[0],
  plan: readonly Reply[],
  settings: AiSdkSettings = {},
  options: Partial<Parameters<typeof createRuntime>[0]> = {},
): Promise<Talk> {
  const endpoint = await Endpoint.open(eventStream, plan);
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: aiSdk(model(endpoint.baseUrl), settings),
    policy: { baseMs: 0 },
    ...options,
  });
  onTestFinished(() => runtime.close());
  const ask = async () => (await runtime.thread('t1').start({ prompt: 'Go.' })).done();
  return { endpoint, runtime, ask };
}

/** What the real service would refuse. */
export function refusals({ endpoint }: Talk, path: '/v1/messages' | '/v1/chat/completions') {
  const validate = validatorFor(path);
  if (validate === undefined) throw new Error(`There is no validator for ${path}.`);
  return endpoint.bodies.flatMap((body) => validate(body));
}

/** The messages of each request. */
export const sent = ({ endpoint }: Talk): Json[][] =>
  endpoint.bodies.map(({ messages }) => messages as Json[]);

/** The results of tools in the request of that index. */
export const results = (world: Talk, index: number): unknown[] =>
  (sent(world)[index] ?? []).flatMap(({ role, content }) => (role === 'tool' ? [content] : []));

/** What the record says of the results of tools. */
export const recorded = ({ runtime }: Talk) =>
  runtime
    .thread('t1')
    .getSnapshot()
    .messages.flatMap(({ parts }) => parts.filter((part) => part.type === 'toolResult'));
