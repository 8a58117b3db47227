/** Logs of runs on a real runtime with the memory store. Together they pass through every state. */
import { answer, httpError, type Scene, say, scripted } from '@perdure/providers/scripted';
import type { RetryPolicy } from '@perdure/run';
import { createRuntime, type Run } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import type { ThreadEvent } from '@perdure/thread';
import { vi } from 'vitest';

const long = { 'retry-after': '3600' };
const soon = { 'retry-after': '0.05' };
const hangs: Scene = [...say('The sky '), { type: 'hang' }];
const asks: Scene = [{ type: 'ask', question: 'May I?' }];
const unavailable: Scene = [httpError(503)];

interface Story {
  scenes: [Scene, ...Scene[]];
  policy?: Partial<RetryPolicy>;
  /** Commands to the run, each after the event that it waits for. */
  act?: (run: Run, until: (type: ThreadEvent['type']) => Promise<unknown>) => Promise<unknown>;
  /** The runtime is closed during the attempt, and a second one takes the run up. */
  isKilled?: boolean;
}

export const stories = {
  answered: { scenes: [answer('It is.')] },
  retried: { scenes: [unavailable, [...say('The '), httpError(503)], answer('It is.')] },
  retriedNow: {
    scenes: [unavailable, answer('It is.')],
    policy: { baseMs: 60_000, maxMs: 32_000 },
    act: async (run, until) => {
      await until('run.retrying');
      await run.send({ type: 'run.retryNow' });
    },
  },
  parked: {
    scenes: [[httpError(429, 'slow down', soon)], answer('It is.')],
    policy: { parkAfterMs: 10 },
  },
  asked: {
    scenes: [asks, answer('It is.')],
    act: async (run, until) => {
      await until('run.asked');
      await run.send({ type: 'run.answer', answer: 'yes' });
    },
  },
  cancelled: {
    scenes: [[httpError(429, 'slow down', long)]],
    act: async (run, until) => {
      await until('run.parked');
      await run.send({ type: 'run.cancel' });
    },
  },
  stopped: {
    scenes: [hangs],
    act: async (run, until) => {
      await until('attempt.started');
      await run.send({ type: 'run.cancel' });
    },
  },
  refused: { scenes: [[httpError(401)]] },
  usedUp: { scenes: [unavailable], policy: { maxRetries: 1 } },
  repeated: { scenes: [[httpError(500)]], policy: { maxRepeats: 1 } },
  lost: { scenes: [hangs, answer('It is.')], isKilled: true },
  interrupted: { scenes: [hangs], policy: { onLost: 'interrupt' }, isKilled: true },
} satisfies Record<string, Story>;

export type StoryName = keyof typeof stories;

/** Performs a story and returns its events. */
export async function tell(name: StoryName): Promise<ThreadEvent[]> {
  const { scenes, policy, act, isKilled }: Story = stories[name];
  const events: ThreadEvent[] = [];
  const options = {
    store: memoryStore(),
    provider: scripted(...scenes),
    policy: { baseMs: 20, ...policy },
    onEvent: (event: ThreadEvent) => events.push(event),
  };
  const until = (type: ThreadEvent['type']) =>
    vi.waitUntil(() => events.some((event) => event.type === type), { interval: 1 });
  const first = await createRuntime(options);
  const run = await first.thread('t').start({ prompt: 'Why is the sky blue?', runId: name });
  await act?.(run, until);
  if (isKilled) {
    await until('attempt.started');
    await first.close();
    const second = await createRuntime(options);
    await (await second.run(name))?.done();
    await second.close();
  } else {
    await run.done();
    await first.close();
  }
  return events;
}
