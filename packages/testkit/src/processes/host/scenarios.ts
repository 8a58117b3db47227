/**
 * A provider that fails in the ways that a run survives. Its behaviour depends only on the run's scenario, the retry
 * count and the given messages, because a model also remembers nothing between calls.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { RetryPolicy } from '@perdure/run';
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';
import { textOf } from '@perdure/thread';
import { httpError } from '../../provider/index.ts';
import type { Reporter } from '../report.ts';
import type { KillSwitch } from './kill-switch.ts';

interface Call {
  request: ProviderRequest;
  /**
   * Calls a tool that has an effect outside the process, and yields the call and its result. Yields nothing if one of
   * the given messages already has the result.
   */
  perform: (name: string) => AsyncGenerator<Chunk>;
}

interface Scenario {
  policy?: Partial<RetryPolicy>;
  play: (call: Call) => AsyncIterable<Chunk>;
}

const done: Chunk = { type: 'finish', reason: 'stop' };

export const scenarios = {
  /** Two attempts fail with HTTP status 503 before the first chunk. */
  unavailable: {
    async *play({ request }) {
      if (request.retryCount < 2) throw httpError(503);
      yield* say(5);
      yield done;
    },
  },
  /** The stream is cut in the middle of the answer. */
  cut: {
    async *play({ request }) {
      yield* say(8);
      if (request.retryCount === 0)
        throw Object.assign(new Error('terminated'), { code: 'ECONNRESET' });
      yield done;
    },
  },
  /** The model calls two tools with effects; the model step of the second tool fails after the result of that tool. */
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
  /** The attempt asks a question, and the next attempt completes with the answer. */
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
  /** The same as `long`, but the policy interrupts a run that has lost its attempt. */
  fragile: {
    policy: { onLost: 'interrupt' },
    async *play() {
      yield* say(20);
      yield done;
    },
  },
  /** The server asks, in the middle of the answer, for a wait longer than `parkAfterMs`. */
  quota: {
    async *play({ request }) {
      yield* say(2);
      if (request.retryCount === 0) throw httpError(429, undefined, { 'retry-after-ms': '120' });
      yield* say(3);
      yield done;
    },
  },
  /** The attempt fails after the result of a tool, with an error that is not retried. A user takes the run up. */
  refused: {
    async *play({ perform }) {
      let hasPerformed = false;
      for await (const chunk of perform('pay')) {
        yield chunk;
        hasPerformed = true;
      }
      if (hasPerformed) throw httpError(401);
      yield* say(3);
      yield done;
    },
  },
  /** Every attempt fails until no retry is left. */
  exhausted: {
    policy: { maxRetries: 1 },
    play: () => refusal(503),
  },
  /** The stream sends nothing more, and a user cancels the run. */
  silent: {
    async *play({ request }) {
      yield* say(1);
      await pause(60_000, undefined, { signal: request.signal });
    },
  },
  /** No attempt succeeds, and a user cancels the run in its back-off. */
  hopeless: {
    play: () => refusal(503),
  },
  /** The run has to wait for an hour, and a user skips the wait with `run.retryNow`. */
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

/** The scenario of a run. The run's id ends with its name, except for a run that takes up another one. */
export const scenarioOf = (runId: string): ScenarioName => runId.split('-').at(-1) as ScenarioName;

/** The prompt of a run. It names the run, so that a run that takes it up plays the same scenario. */
export const promptOf = (runId: string): string => `Play ${runId}`;

/** The id of the run that was started with the last prompt of these messages. */
const playedIn = (messages: ProviderRequest['messages']): string => {
  const prompt = messages.findLast(({ role }) => role === 'user');
  return prompt === undefined ? '' : textOf(prompt).slice(promptOf('').length);
};

export function scenarioProvider(report: Reporter, killSwitch: KillSwitch): Provider {
  return (request) => {
    const { runId, idempotencyKey, messages } = request;
    const fence = Number(idempotencyKey.slice(runId.length + 1));
    report({ type: 'called', runId, fence, given: messages.map(({ id }) => id) });
    const played = playedIn(messages);
    const scenario: Scenario = scenarios[scenarioOf(played)];

    async function* perform(name: string): AsyncGenerator<Chunk> {
      const id = `${played}-${name}`;
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
