/** The runtime as a host under test, on any store that can be opened again with the same data. */
import type { AttemptCleared, AttemptEvent, RunEmitted, RunEvent } from '@perdure/run';
import { type Clock, createRuntime, type LocalStore, type Runtime } from '@perdure/runtime';
import type { ThreadEvent } from '@perdure/thread';
import { SimulatedClock } from 'xstate';
import type { Seen, TestHost } from '../conformance/host.ts';
import { ledProvider } from '../provider/index.ts';
import { endAttempt } from './end-attempt.ts';
import { mortalStore } from './mortal-store.ts';

export interface RuntimeHostOptions {
  /** The name of the host in messages. */
  name: string;
  /** Opens the store with the same data each time. The store that was opened before is closed by then. */
  open: () => LocalStore;
}

/**
 * Creates the host. Each run has its own thread, in which an earlier run keeps it `queued` until `run.start` is
 * delivered.
 */
export async function runtimeHost({ name, open }: RuntimeHostOptions): Promise<TestHost> {
  const time = new SimulatedClock();
  const clock: Clock = {
    now: () => time.now(),
    elapsed: () => 0, // attempts take no time here: time that passes belongs to the waits of other runs
    setTimeout: (callback, ms) => time.setTimeout(callback, ms),
    clearTimeout: (timer) => time.clearTimeout(timer as number),
    defer(callback) {
      deferred++;
      setImmediate(callback);
    },
  };
  let deferred = 0;
  const led = ledProvider();
  const errors: unknown[] = [];
  let { store, die, underWay } = mortalStore(open());
  let runtime = await start();

  return {
    name,
    // An attempt of the runtime never throws, because every error is a failed attempt. It is cleared by the host alone.
    cannot: ['xstate.error.actor.attempt', 'attempt.cleared'],
    now: () => time.now(),
    start(runId, input) {
      const thread = runtime.thread(threadOf(runId));
      void thread.start({ prompt: 'First', runId: blockerOf(runId) });
      void thread.start({ prompt: 'Why?', runId, policy: input.policy ?? {} });
    },
    deliver(runId, event) {
      if (event.type === 'run.start') cancelBlocker(runId);
      else if (event.type === 'attempt.cleared') return;
      else if (isAttempt(event)) endAttempt(led.callsOf(runId).at(-1), event);
      else void runtime.thread(threadOf(runId)).send(runId, event);
    },
    pass: (ms) => time.increment(ms),
    untilIdle,
    async crash() {
      die();
      await runtime.close();
      ({ store, die, underWay } = mortalStore(open()));
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
      provider: led.provider,
      clock,
      timeouts: { firstChunkMs: none, idleMs: none, toolMs: none },
      // All paths are replayed side by side.
      maxConcurrentAttempts: 1_000_000,
      isolationMs: 0,
      checkpointMs: 2 ** 31 - 1,
      random: () => 1 - Number.EPSILON, // no jitter: a wait has its full length
      onError: (error) => errors.push(error),
    });
  }

  /**
   * Waits until four event-loop turns in a row defer nothing, because the end of an attempt, its batch and what follows
   * take several turns.
   */
  async function untilIdle(): Promise<void> {
    for (let idle = 0, known = deferred, turns = 0; idle < 4; idle++) {
      if (++turns > 10_000) throw new Error(`${name} does not become idle.`);
      await new Promise((resolve) => setImmediate(resolve));
      time.increment(0); // the runtime fires overdue timers in slices, each armed with a delay of 0
      if ((await underWay.settled()) || deferred !== known) idle = 0;
      known = deferred;
    }
  }

  function cancelBlocker(runId: string): void {
    void runtime.thread(threadOf(runId)).send(blockerOf(runId), { type: 'run.cancel' });
  }

  function seen(runId: string, deadline: number | null): [string, Seen][] {
    const run = store.findRun(runId);
    if (run === undefined) return [];
    const { state, context } = run.stored;
    const own = store.events(run.threadId, 0, 10_000).filter((event) => event.runId === runId);
    const events = own.flatMap(emitted);
    const halves = own.filter(({ type }) => type === 'message.failed').length;
    const attempts = led.callsOf(runId).length;
    return [[runId, { state, context, events, deadline, attempts, halves }]];
  }
}

const threadOf = (runId: string) => `thread of ${runId}`;
const blockerOf = (runId: string) => `before ${runId}`;

const isAttempt = (event: Exclude<RunEvent, AttemptCleared>): event is AttemptEvent =>
  event.type.startsWith('attempt.');

/**
 * The event as the machine emitted it, without the columns of the log; none for an event that the runtime itself adds.
 */
function emitted({ seq: _, threadId: _t, runId: _r, at: _a, ...fact }: ThreadEvent): RunEmitted[] {
  const isRuntimes = fact.type === 'run.queued' || /^(?:message|request)\./.test(fact.type);
  return isRuntimes ? [] : [fact as RunEmitted];
}
