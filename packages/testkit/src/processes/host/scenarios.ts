/**
 * A provider that fails in all the ways that a run outlasts. What it does follows from the run's scene, the
 * number of the retry and the messages that it is given: nothing of it is remembered, as with a model.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { RetryPolicy } from '@perdure/run';
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';
import type { Reporter } from '../report.ts';
import type { KillSwitch } from './kill-switch.ts';

/** What a scene may do besides speaking. */
interface Stage {
  request: ProviderRequest;
  /** Has an effect in the world, and answers with the result; or nothing, if the result was given. */
  perform: (name: string) => AsyncGenerator<Chunk>;
}

interface Scene {
  policy?: Partial<RetryPolicy>;
  play: (stage: Stage) => AsyncIterable<Chunk>;
}

const done: Chunk = { type: 'finish', reason: 'stop' };

export const scenes = {
  /** 503, twice, before the first chunk. */
  unavailable: {
    async *play({ request }) {
      if (request.retry < 2) throw httpError(503);
      yield* say(5);
      yield done;
    },
  },
  /** The stream is cut in the middle. */
  cut: {
    async *play({ request }) {
      yield* say(8);
      if (request.retry === 0) throw Object.assign(new Error('terminated'), { code: 'ECONNRESET' });
      yield done;
    },
  },
  /** Two tools with effects; the step of the second is cut after its result. */
  tools: {
    async *play({ request, perform }) {
      yield* say(2);
      yield* perform('pay');
      yield { type: 'step' };
      yield* perform('ship');
      yield* say(2);
      if (request.retry === 0) throw httpError(500);
      yield done;
    },
  },
  /** Asks, and goes on with the answer. */
  question: {
    async *play({ request }) {
      yield* say(2);
      yield request.answer === null ? { type: 'ask', question: 'May I?' } : done;
    },
  },
  long: {
    async *play() {
      yield* say(40);
      yield done;
    },
  },
  /** As `long`, and an attempt that is lost ends the run. */
  fragile: {
    policy: { onLost: 'interrupt' },
    async *play() {
      yield* say(20);
      yield done;
    },
  },
  /** Told to come back later than anybody watches. */
  quota: {
    async *play({ request }) {
      if (request.retry === 0) throw httpError(429, { 'retry-after-ms': '120' });
      yield* say(3);
      yield done;
    },
  },
  /** Nothing helps. */
  refused: {
    play: () => refusal(401),
  },
  /** Uses up its retries. */
  exhausted: {
    policy: { maxRetries: 1 },
    play: () => refusal(503),
  },
  /** Says nothing more, and is cancelled. */
  silent: {
    async *play({ request }) {
      yield* say(1);
      await pause(60_000, undefined, { signal: request.signal });
    },
  },
  /** Never available, and cancelled in its back-off. */
  hopeless: {
    play: () => refusal(503),
  },
  /** Would wait for an hour, and is hurried. */
  hurried: {
    policy: { baseMs: 3_600_000, maxMs: 3_600_000 },
    async *play({ request }) {
      if (request.retry === 0) throw httpError(503);
      yield* say(3);
      yield done;
    },
  },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

export const sceneNames = Object.keys(scenes) as SceneName[];

/** A run's id ends with the name of its scene. */
export const sceneOf = (runId: string): SceneName => runId.split('-').at(-1) as SceneName;

export function playScenes(report: Reporter, killSwitch: KillSwitch): Provider {
  return (request) => {
    const { runId, key, messages } = request;
    const token = Number(key.slice(runId.length + 1));
    report({ type: 'called', runId, token, given: messages.map(({ id }) => id) });
    const scene: Scene = scenes[sceneOf(runId)];

    async function* perform(name: string): AsyncGenerator<Chunk> {
      const id = `${runId}-${name}`;
      const isAnswer = (part: { type: string; id?: string }) =>
        part.type === 'toolResult' && part.id === id;
      if (messages.some(({ parts }) => parts.some(isAnswer))) return;
      yield { type: 'toolCall', id, name, input: { of: runId } };
      report({ type: 'performed', runId, token, call: id });
      killSwitch.reach('inTool');
      yield { type: 'toolResult', id, name, output: 'done' };
      report({ type: 'kept', runId, call: id });
    }
    return scene.play({ request, perform });
  };
}

async function* say(words: number): AsyncGenerator<Chunk> {
  for (let word = 0; word < words; word++) {
    await pause(1);
    yield { type: 'text', text: `word ${word} ` };
  }
}

const refusal = (status: number): AsyncIterable<Chunk> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(httpError(status)) }),
});

const httpError = (statusCode: number, responseHeaders: Record<string, string> = {}): Error =>
  Object.assign(new Error(`HTTP ${statusCode}`), { statusCode, responseHeaders });
