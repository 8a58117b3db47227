/** A runtime on a SQLite file that may be opened again, and the same model without a runtime, for comparison. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AiSdkSettings, aiSdk } from '@perdure/providers/ai-sdk';
import { createRuntime, type Run, type Runtime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { isStepCount, type ModelMessage, streamText } from 'ai';
import { expect, onTestFinished, vi } from 'vitest';
import { Endpoint, type Reply } from './endpoint.ts';
import { ShiftedClock } from './shifted-clock.ts';
import type { Wire } from './wire.ts';

const prompts = ['Look it up: Zürich 🌦️', 'And tomorrow?'] as const;

export class World {
  readonly endpoint: Endpoint;
  readonly clock = new ShiftedClock();
  readonly #file: string;
  readonly #wire: Wire;
  readonly #settings: AiSdkSettings;
  #runtime: Runtime | undefined;
  #turns = 0;

  static async open(wire: Wire, settings: AiSdkSettings, plan: readonly Reply[]): Promise<World> {
    const world = new World(wire, settings, await Endpoint.open(wire.contentType, plan));
    await world.reopen();
    return world;
  }

  private constructor(wire: Wire, settings: AiSdkSettings, endpoint: Endpoint) {
    const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
    onTestFinished(() => {
      void this.#runtime?.close();
      rmSync(folder, { recursive: true, force: true });
    });
    this.#file = join(folder, 'agent.db');
    this.#wire = wire;
    this.#settings = settings;
    this.endpoint = endpoint;
  }

  /** Opens a runtime on the file; closes the one before, with its attempts under way. */
  async reopen(): Promise<void> {
    await this.#runtime?.close();
    this.#runtime = await createRuntime({
      store: sqliteStore(this.#file),
      provider: aiSdk(this.#wire.model(this.endpoint.baseUrl), this.#settings),
      policy: { baseMs: 0 },
      clock: this.clock,
      checkpointMs: 1,
    });
  }

  /** Starts the next turn. */
  start(): Promise<Run> {
    return this.#thread.start({ prompt: prompts[this.#turns++] ?? '' });
  }

  /** The run's handle in the runtime that is open now. */
  async run(id: string): Promise<Run> {
    const run = await this.#runtime?.run(id);
    if (run === undefined) throw new Error(`There is no run ${id}.`);
    return run;
  }

  async reaches(run: Run, state: string): Promise<void> {
    await vi.waitFor(
      async () => {
        const { value, context } = (await this.run(run.id)).getSnapshot();
        if (value !== state)
          throw new Error(`The run is ${value}, not ${state}: ${JSON.stringify(context.failure)}`);
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  /** Approves the next call that the run asks about. @param last id of the call that was approved last */
  async approves(run: Run, last?: string): Promise<string> {
    const id = await vi.waitFor(
      async () => {
        const { question } = (await this.run(run.id)).getSnapshot().context;
        const { toolCallId } = Object(question) as { toolCallId?: string };
        if (toolCallId === undefined || toolCallId === last) throw new Error('No question yet.');
        return toolCallId;
      },
      { timeout: 10_000, interval: 5 },
    );
    // The second of two questions takes an answer with the id of its call only.
    const answer = last === undefined ? true : { toolCallId: id, approved: true };
    await (await this.run(run.id)).send({ type: 'run.answer', answer });
    return id;
  }

  async completes(run: Run): Promise<void> {
    const end = await (await this.run(run.id)).done();
    expect(end, JSON.stringify(end)).toMatchObject({ status: 'completed' });
  }

  /**
   * Resolves once the answer to the request of that index is on record in part.
   *
   * @param whole how many answers before it must be on record as whole, because a request may come before its answer is
   */
  async hasBegun(request: number, whole: number): Promise<void> {
    await vi.waitFor(
      () => {
        expect(this.endpoint.requests.length).toBe(request + 1);
        const { messages } = this.#thread.getSnapshot();
        const answers = messages.filter(({ role }) => role === 'assistant');
        expect(answers.filter(({ status }) => status === 'completed').length).toBe(whole);
        expect(answers.at(-1)?.status).toBe('streaming');
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  /** Resolves once the request of that index has come, and all messages before it are recorded as whole. */
  async hasCalled(request: number): Promise<void> {
    await vi.waitFor(
      () => {
        expect(this.endpoint.requests.length).toBe(request + 1);
        const { messages } = this.#thread.getSnapshot();
        expect(messages.filter(({ status }) => status === 'streaming')).toEqual([]);
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  get #thread() {
    if (this.#runtime === undefined) throw new Error('The runtime is not open.');
    return this.#runtime.thread('t1');
  }
}

/** The requests of the AI SDK alone: the model calls of two turns, in a process that lives on. */
export async function requestsOfSdk(
  wire: Wire,
  settings: AiSdkSettings,
  plan: readonly Reply[],
): Promise<readonly string[]> {
  const { toolsContext: _, ...options } = settings;
  const { baseUrl, requests } = await Endpoint.open(wire.contentType, plan);
  const messages: ModelMessage[] = [];
  for (const text of prompts) {
    messages.push({ role: 'user', content: [{ type: 'text', text }] });
    const { responseMessages } = streamText({
      stopWhen: isStepCount(20),
      ...options,
      tools: options.tools ?? {},
      model: wire.model(baseUrl),
      messages: [...messages],
      maxRetries: 0,
      onError: () => {},
    });
    messages.push(...(await responseMessages));
    if (requests.length >= plan.length) break;
  }
  return requests;
}
