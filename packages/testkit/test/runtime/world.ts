/** A runtime with a simulated clock, on the memory store or on SQLite. It can crash and start again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Clock,
  createRuntime,
  type LocalStore,
  type Provider,
  type Runtime,
  type RuntimeOptions,
} from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';
import { type Message, type StreamItem, textOf } from '@perdure/thread';
import { onTestFinished } from 'vitest';
import { SimulatedClock } from 'xstate';
import { mortalStore } from '../../src/hosts/mortal-store.ts';
import type { UnderWay } from '../../src/hosts/under-way.ts';

export const stores = ['memory', 'sqlite'] as const;
export type StoreName = (typeof stores)[number];

/** Path of a file in a temporary folder, which is removed after the test. */
export function temporaryFile(name = 'agent.db'): string {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

export type WorldOptions = Partial<RuntimeOptions> & { store?: LocalStore };

export class World {
  readonly #time = new SimulatedClock();
  readonly reopen: () => LocalStore;
  readonly #options: WorldOptions;
  readonly errors: unknown[] = [];
  /** The timers that are armed. */
  readonly timers = new Set<unknown>();
  #ids = 0;
  /** False if the test itself lets the store answer. */
  waitsForStore = true;
  store: LocalStore;
  /** Ends the process: nothing is written from now on. */
  die: () => void;
  #underWay: UnderWay;
  runtime!: Runtime;

  constructor(name: StoreName, options: WorldOptions = {}) {
    const file = name === 'sqlite' ? temporaryFile() : '';
    const memory = memoryStore();
    this.reopen = () => (name === 'sqlite' ? sqliteStore(file) : memory);
    ({
      store: this.store,
      die: this.die,
      underWay: this.#underWay,
    } = mortalStore(options.store ?? this.reopen()));
    this.#options = options;
    onTestFinished(() => this.runtime?.close());
  }

  async start(provider: Provider): Promise<Runtime> {
    this.runtime = await createRuntime({
      provider,
      clock: this.clock,
      random: () => 0.5,
      newId: () => `id-${++this.#ids}`,
      onError: (error) => this.errors.push(error),
      ...this.#options,
      store: this.store,
    });
    return this.runtime;
  }

  /** Kills the process, and starts another one on the recorded data. */
  async restart(provider: Provider, { asleepMs = 0 } = {}): Promise<Runtime> {
    this.die();
    return this.closeAndStart(provider, { asleepMs });
  }

  /** Closes the runtime in good order, and starts another one on the recorded data. */
  async closeAndStart(provider: Provider, { asleepMs = 0 } = {}): Promise<Runtime> {
    await this.runtime.close();
    this.#time.set(this.#time.now() + asleepMs);
    ({ store: this.store, die: this.die, underWay: this.#underWay } = mortalStore(this.reopen()));
    return this.start(provider);
  }

  get now(): number {
    return this.#time.now();
  }

  /** Lets `ms` milliseconds pass, and waits until the effects are done. */
  async pass(ms: number): Promise<void> {
    this.#time.increment(ms);
    await this.untilIdle();
  }

  /** Resolves once nothing more happens without time passing. */
  async untilIdle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.waitsForStore && (await this.#underWay.settled())) turn = 0;
    }
  }

  /** The thread's events from the first on. */
  log(threadId = 't1'): StreamItem[] {
    return this.store.events(threadId, 0, 10_000);
  }

  types(threadId = 't1'): string[] {
    return this.log(threadId).map(({ type }) => type);
  }

  get clock(): Clock {
    return {
      now: () => this.#time.now(),
      elapsed: () => this.#time.now(),
      setTimeout: (callback, ms) => {
        const timer = this.#time.setTimeout(() => {
          this.timers.delete(timer);
          callback();
        }, ms);
        this.timers.add(timer);
        return timer;
      },
      clearTimeout: (timer) => {
        this.timers.delete(timer);
        this.#time.clearTimeout(timer as number);
      },
      defer: (callback) => setImmediate(callback),
    };
  }
}

/** The messages as texts, such as `user: …` and `assistant: …`. */
export const asTexts = (messages: readonly Message[]): string[] =>
  messages.map((message) => `${message.role}: ${textOf(message)}`);
