/** Puts the host together: what is posted, committed, released; what waits; what was under way at a crash. */
import { createCore } from '@perdure/core';
import { type RetryPolicy, toPolicy } from '@perdure/run';
import { RuntimeClosedError } from './errors.ts';
import { type Host, openRun, openThread } from './handles.ts';
import { Attempts } from './host/attempts.ts';
import type { Changes } from './host/changes.ts';
import { Mailbox } from './host/mailbox.ts';
import { newUuid } from './host/new-uuid.ts';
import { planTimer } from './host/plans.ts';
import { recover } from './host/recover.ts';
import { remembering } from './host/remembering.ts';
import { Sessions } from './host/sessions.ts';
import { Timers } from './host/timers.ts';
import { defaultLimits, type Limits } from './host/watchdog.ts';
import type { ThreadEvent } from './model/events.ts';
import type { Message } from './model/message.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import type { Provider } from './ports/provider.ts';
import type { Store, ThreadSummary } from './ports/store.ts';
import type { Run } from './run.ts';
import type { LocalThread } from './thread.ts';

export interface RuntimeOptions {
  store: Store;
  provider: Provider;
  /** What differs from the default retry policy. */
  policy?: Partial<RetryPolicy>;
  /** How long a provider may say nothing. */
  limits?: Partial<Limits>;
  /** Between two checkpoints of a message that is being written. Milliseconds, by default 1,000. */
  checkpointMs?: number;
  /** Told of every event of every thread once it is recorded: for logs. */
  onEvent?: (event: ThreadEvent) => void;
  /** Told of what went wrong in the background, where nobody waits for it. By default written to stderr. */
  onError?: (error: unknown) => void;
  clock?: Clock;
  /** A number in [0, 1). */
  random?: () => number;
  /** By default a UUID of version 7 (RFC 9562): in order of time, so that what is new lies together on the disk. */
  newId?: () => string;
}

export interface Runtime {
  /** A handle on a thread; a thread is made by its first run. @throws {InvalidIdError} if the id can't be kept as it is */
  thread(id: string): LocalThread;
  run(id: string): Run | undefined;
  /** The threads in which something happened last, the latest first: 100, if no other number is given. */
  threads(limit?: number): ThreadSummary[];
  /** Recorded events of a thread after a number, in order: 500 at the most, if no other number is given. */
  events(threadId: string, after: number, limit?: number): ThreadEvent[];
  /** A message, whatever its status: also a half that was discarded, for people to read. */
  message(id: string): Message | undefined;
  /** Stops at once and closes the store. What was under way is taken up at the next start. */
  close(): void;
}

/**
 * Opens a runtime on a store and takes up what was under way there: a wait goes on to its own deadline, an
 * attempt that was running is lost and tried again as policy says.
 *
 * @throws {StoreWriteError} if that can't be recorded
 * @throws {InvalidPolicyError} if no run can keep the policy
 */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { provider } = options;
  const store = remembering(options.store);
  const policy = toPolicy(options.policy);
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const newId = options.newId ?? newUuid;
  const onError = options.onError ?? ((error) => console.error('perdure:', error));

  const core = createCore();
  const sessions = new Sessions({ store, messageIn: (threadId) => attempts.messageIn(threadId) });
  const mailbox = new Mailbox({ store, core, clock, release });
  const attempts = new Attempts({
    store,
    mailbox,
    provider,
    clock,
    limits: { ...defaultLimits, ...options.limits },
    checkpointMs: options.checkpointMs ?? 1_000,
    rewriteMs: 1_000,
    random,
    newId,
    onDelta: (threadId, delta) => sessions.publish(threadId, delta),
    onError,
  });
  const timers = new Timers({
    store,
    clock,
    fire: (due) => mailbox.post((draft) => planTimer(draft, due)),
    onError,
  });

  function release(changes: Changes, recorded: readonly ThreadEvent[]): void {
    // What is over ends before it is told: who looks in a callback must not find it alive.
    for (const release of changes.releases) {
      const { type, runId, token } = release;
      if (type === 'stopAttempt') attempts.stop(runId, token);
      if (type === 'closeMessage') attempts.closeMessage(runId, token, release.messageId);
    }
    for (const event of recorded) {
      guard(() => options.onEvent?.(event));
      sessions.publish(event.threadId, event);
    }
    for (const run of changes.runs.values()) sessions.publishRun(run);
    for (const { type, runId, token } of changes.releases) {
      const run = changes.runs.get(runId);
      // Decided and taken back in the same turn: it must not start.
      if (type === 'startAttempt' && run?.stored.attempt === token && !sessions.isClosed)
        attempts.start(run, token);
    }
    if (changes.touchesTimers && !sessions.isClosed) guard(() => timers.rearm());
  }

  /** The turn is committed: nothing that goes wrong now may keep the rest of it from being released. */
  function guard(effect: () => void): void {
    try {
      effect();
    } catch (error) {
      onError(error);
    }
  }

  try {
    await recover({ store, mailbox, clock, random, onError });
  } catch (error) {
    timers.close();
    mailbox.close();
    attempts.close();
    throw error;
  }
  timers.rearm();

  /** @throws {RuntimeClosedError} */
  const opened = (): Store => {
    if (sessions.isClosed) throw new RuntimeClosedError();
    return store;
  };
  const host: Host = { store, core, mailbox, sessions, attempts, policy, newId };
  return {
    thread: (id) => openThread(host, id),
    run: (id) => openRun(host, id),
    threads: (limit = 100) => opened().threads(limit),
    events: (threadId, after, limit = 500) => opened().events(threadId, after, limit),
    message: (id) => opened().findMessage(id),
    close() {
      timers.close();
      mailbox.close();
      attempts.close();
      sessions.close();
      store.close();
    },
  };
}
