/**
 * A provider that fails in the ways that a run survives. What it does follows from the run's scenario, the retry count
 * and the messages given, because a model remembers nothing between calls either.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { RetryPolicy } from '@perdure/run';
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';
import { httpError } from '../../provider/index.ts';
import type { Reporter } from '../report.ts';
import type { KillSwitch } from './kill-switch.ts';

interface Call {
  request: ProviderRequest;
  /** Calls a tool that has an effect outside, and yields call and result; nothing if a message given has the result. */
  perform: (name: string) => AsyncGenerator<Chunk>;
}

interface Scenario {
  policy?: Partial<RetryPolicy>;
  play: (call: Call) => AsyncIterable<Chunk>;
}

const done: Chunk = { type: 'finish', reason: 'stop' };

export const scenarios = {
  /** Two attempts fail with 503 before the first chunk. */
  unavailable: {
    async *play({ request }) {
      if (request.retryCount < 2) throw httpError(503);
      yield* say(5);
      yield done;
    },
  },
  /** The stream is cut in the middle. */
  cut: {
    async *play({ request }) {
      yield* say(8);
      if (request.retryCount === 0)
        throw Object.assign(new Error('terminated'), { code: 'ECONNRESET' });
      yield done;
    },
  },
  /** Two tools with effects; the model step of the second fails after its result. */
  tools: {
    async *play({ request, perform }) {
      yield* say(2);
      yield* perform('pay');
      yield { type: 'finishStep' };
      yield* perform('ship');
      yield* say(2);
      if (request.retryCount === 0) throw httpError(500);
      yield done;
    },
  },
  /** Asks, and completes with the answer. */
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
  /** As `long`; a lost attempt interrupts the run. */
  fragile: {
    policy: { onLost: 'interrupt' },
    async *play() {
      yield* say(20);
      yield done;
    },
  },
  /** The server asks for a wait beyond `parkAfterMs`. */
  quota: {
    async *play({ request }) {
      if (request.retryCount === 0) throw httpError(429, undefined, { 'retry-after-ms': '120' });
      yield* say(3);
      yield done;
    },
  },
  /** Fails for good. */
  refused: {
    play: () => refusal(401),
  },
  /** Uses up its retries. */
  exhausted: {
    policy: { maxRetries: 1 },
    play: () => refusal(503),
  },
  /** Sends nothing more, and is cancelled. */
  silent: {
    async *play({ request }) {
      yield* say(1);
      await pause(60_000, undefined, { signal: request.signal });
    },
  },
  /** Never succeeds, and is cancelled in its back-off. */
  hopeless: {
    play: () => refusal(503),
  },
  /** Waits for an hour, and is hurried with `run.retryNow`. */
  hurried: {
    policy: { baseMs: 3_600_000, maxMs: 3_600_000 },
    async *play({ request }) {
      if (request.retryCount === 0) throw httpError(503);
      yield* say(3);
      yield done;
    },
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as ScenarioName[];

/** A run's id ends with the name of its scenario. */
export const scenarioOf = (runId: string): ScenarioName => runId.split('-').at(-1) as ScenarioName;

export function scenarioProvider(report: Reporter, killSwitch: KillSwitch): Provider {
  return (request) => {
    const { runId, idempotencyKey, messages } = request;
    const fence = Number(idempotencyKey.slice(runId.length + 1));
    report({ type: 'called', runId, fence, given: messages.map(({ id }) => id) });
    const scenario: Scenario = scenarios[scenarioOf(runId)];

    async function* perform(name: string): AsyncGenerator<Chunk> {
      const id = `${runId}-${name}`;
      const isResult = (part: { type: string; id?: string }) =>
        part.type === 'toolResult' && part.id === id;
      if (messages.some(({ parts }) => parts.some(isResult))) return;
      yield { type: 'toolCall', id, name, input: { of: runId } };
      report({ type: 'performed', runId, fence, call: id });
      killSwitch.reach('inTool');
      yield { type: 'toolResult', id, name, output: 'done' };
      report({ type: 'kept', runId, call: id });
    }
    return scenario.play({ request, perform });
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
