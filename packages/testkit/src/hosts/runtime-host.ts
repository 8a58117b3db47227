/** The durable runtime as a host under test, on any store that can be opened again. */
import type { AttemptEvent, RunEmitted, RunEvent } from '@perdure/run';
import {
  type Clock,
  createRuntime,
  type Runtime,
  type Store,
  type ThreadEvent,
} from '@perdure/runtime';
import { SimulatedClock } from 'xstate';
import type { Seen, TestHost } from '../conformance/host.ts';
import { ledProvider } from './led-provider.ts';

export interface RuntimeHostOptions {
  name: string;
  /** Opens the same data each time. The one before was closed. */
  open: () => Store;
}

/** Each run has a thread of its own, whose first run keeps it waiting for as long as it is `queued`. */
export async function runtimeHost({ name, open }: RuntimeHostOptions): Promise<TestHost> {
  const time = new SimulatedClock();
  const clock: Clock = {
    now: () => time.now(),
    elapsed: () => 0, // an attempt takes no time: what passes, passes for the waits of others
    setTimeout: (callback, ms) => time.setTimeout(callback, ms),
    clearTimeout: (timer) => time.clearTimeout(timer as number),
    defer(callback) {
      deferred++;
      setImmediate(callback);
    },
  };
  let deferred = 0;
  const { provider, end, begun } = ledProvider();
  const errors: unknown[] = [];
  let store = open();
  let runtime = await start();

  return {
    name,
    cannot: ['xstate.error.actor.attempt'], // here an attempt never throws: that is a failure of its own
    now: () => time.now(),
    start(runId, input) {
      const thread = runtime.thread(threadOf(runId));
      void thread.start({ prompt: 'First', runId: blockerOf(runId) });
      void thread.start({ prompt: 'Why?', runId, policy: input.policy ?? {} });
    },
    deliver(runId, event) {
      if (event.type === 'run.start') cancelBlocker(runId);
      else if (isAttempt(event)) end(runId, event);
      else void runtime.run(runId)?.send(event);
    },
    pass: (ms) => time.increment(ms),
    settle,
    async crash() {
      runtime.close();
      store = open();
      runtime = await start();
    },
    async look(runIds) {
      if (errors.length > 0) throw errors[0];
      const timers = store.dueTimers(Number.MAX_SAFE_INTEGER, 1_000_000);
      const deadlines = new Map(timers.map(({ runId, dueAt }) => [runId, dueAt]));
      return new Map(runIds.flatMap((runId) => seen(runId, deadlines.get(runId) ?? null)));
    },
    close: () => runtime.close(),
  };

  function start(): Promise<Runtime> {
    const none = Number.POSITIVE_INFINITY;
    return createRuntime({
      store,
      provider,
      clock,
      limits: { firstChunkMs: none, idleMs: none },
      checkpointMs: 2 ** 31 - 1,
      onError: (error) => errors.push(error),
    });
  }

  /** Until some turns in a row set nothing off: an attempt's end, its turn, what follows from that. */
  async function settle(): Promise<void> {
    for (let quiet = 0, known = deferred, turns = 0; quiet < 4; quiet++) {
      if (++turns > 10_000) throw new Error(`${name} does not come to rest.`);
      await new Promise((resolve) => setImmediate(resolve));
      time.increment(0); // overdue timers come in slices, each set for now
      if (deferred !== known) quiet = 0;
      known = deferred;
    }
  }

  function cancelBlocker(runId: string): void {
    void runtime.run(blockerOf(runId))?.send({ type: 'run.cancel' });
  }

  function seen(runId: string, deadline: number | null): [string, Seen][] {
    const run = store.findRun(runId);
    if (run === undefined) return [];
    const { state, context } = run.stored;
    const events = store
      .events(run.threadId, 0, 10_000)
      .filter((event) => event.runId === runId)
      .flatMap(emitted);
    return [[runId, { state, context, events, deadline, attempts: begun(runId) }]];
  }
}

const threadOf = (runId: string) => `thread of ${runId}`;
const blockerOf = (runId: string) => `before ${runId}`;

const isAttempt = (event: RunEvent): event is AttemptEvent => event.type.startsWith('attempt.');

/** What the machine has said, without the log's own facts and columns. */
function emitted({ seq: _, threadId: _t, runId: _r, at: _a, ...fact }: ThreadEvent): RunEmitted[] {
  const isOwn = fact.type === 'run.queued' || fact.type.startsWith('message.');
  return isOwn ? [] : [fact as RunEmitted];
}
