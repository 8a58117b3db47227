/** A runtime with tools and a model server with a plan; it may be closed and opened again. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type Fault, type ModelServer, startModelServer } from '@perdure/model-server';
import { type AiSdkSettings, aiSdk } from '@perdure/providers/ai-sdk';
import { createRuntime, type ProviderRequest, type Run, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { isStepCount, tool } from 'ai';
import { vi } from 'vitest';
import { z } from 'zod';

export interface Performed {
  tool: string;
  toolCallId: string;
  /** Of the attempt. */
  idempotencyKey: string;
}

export class ToolWorld {
  readonly server: ModelServer;
  readonly performed: Performed[] = [];
  readonly #store = memoryStore();
  #runtime: Runtime | undefined;

  static async open(plan: Fault[], baseUrl?: string): Promise<ToolWorld> {
    const server = await startModelServer({ tokenDelayMs: 0, faults: plan });
    const world = new ToolWorld(server, baseUrl ?? server.baseUrl);
    await world.reopen();
    return world;
  }

  readonly #baseUrl: string;

  private constructor(server: ModelServer, baseUrl: string) {
    this.server = server;
    this.#baseUrl = baseUrl;
  }

  get runtime(): Runtime {
    if (this.#runtime === undefined) throw new Error('Open the world first.');
    return this.#runtime;
  }

  /** Closes the runtime and opens another one on the same store: memory is lost, records are kept. */
  async reopen(): Promise<void> {
    await this.#runtime?.close();
    const client = createOpenAICompatible({ name: 'demo', baseURL: this.#baseUrl });
    this.#runtime = await createRuntime({
      store: this.#store,
      provider: aiSdk(
        (name) => client(name ?? 'perdure-demo'),
        (request) => this.#settings(request),
      ),
      policy: { baseMs: 50 },
    });
  }

  async close(): Promise<void> {
    await this.#runtime?.close();
    await this.server.close();
  }

  start(prompt = 'Why is the sky blue?', model?: string): Promise<Run> {
    return this.runtime.thread('t1').start({ prompt, ...(model !== undefined && { model }) });
  }

  /** The tool results in a request to the model. @param request index of the request, from 0 */
  results(request: number): unknown[] {
    const messages = this.server.received().at(request)?.messages ?? [];
    return messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : []));
  }

  #settings({ idempotencyKey }: ProviderRequest): AiSdkSettings {
    const perform = (name: string) =>
      tool({
        inputSchema: z.object({ path: z.string().optional() }),
        contextSchema: z.object({ idempotencyKey: z.string() }),
        execute: (_, { toolCallId, context }) => {
          this.performed.push({ tool: name, toolCallId, ...context });
          return `${name} done`;
        },
      });
    const context = { idempotencyKey };
    return {
      toolsContext: { send: context, erase: context, old_erase: context },
      tools: {
        send: perform('send'),
        ask_human: tool({ inputSchema: z.object({ text: z.string() }), outputSchema: z.json() }),
        erase: perform('erase'),
        old_erase: { ...perform('old_erase'), needsApproval: true },
        forbidden: tool({ inputSchema: z.object({}), execute: () => 'done' }),
      },
      toolApproval: { erase: 'user-approval', forbidden: 'denied' },
      stopWhen: isStepCount(5),
    };
  }
}

/** Waits until the run is in the state. */
export const reaches = (run: Run, state: string): Promise<void> =>
  vi.waitFor(
    () => {
      const { value, context } = run.getSnapshot();
      if (value !== state)
        throw new Error(`The run is ${value}, not ${state}: ${JSON.stringify(context.failure)}`);
    },
    { timeout: 10_000, interval: 10 },
  );

export const questionOf = (run: Run) => run.getSnapshot().context.question;
