/** Tests of the replay itself: for each host with a planted defect, the replay must throw the given message. */
import { type AtOnceStore, type Write, wrapStore } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { replay, runtimeHost, simplePaths, type TestHost } from '../../src/index.ts';
import { storeMaker } from '../stores.ts';

const input = { policy: { maxRetries: 1, maxLosses: 0 } };

/** Replays paths on a host with a defect. @param spoil replaces methods of the host, or of its store at each opening */
async function proving(spoil: {
  host?: (host: TestHost) => Partial<TestHost>;
  store?: (store: AtOnceStore) => Partial<AtOnceStore>;
}) {
  const open = storeMaker('memory');
  const spoilt = () => {
    const store = open();
    return wrapStore(store, spoil.store?.(store));
  };
  return replay(
    async () => {
      const host = await runtimeHost({ name: 'The wrong host', open: spoilt });
      return { ...host, ...spoil.host?.(host) };
    },
    simplePaths(input),
    { input },
  );
}

/** Replaces the store's `commit`, so that the store records other writes than those of the runtime. */
const rewriting = (rewrite: (write: Write) => Write[]) => (store: AtOnceStore) => ({
  commit: (writes: readonly Write[]) => store.commit(writes.flatMap(rewrite)),
});

const appends = (write: Write, type: string) =>
  write.type === 'appendEvent' && write.fact.type === type;

/** The planted defects, each with the message that names it. */
const wrong = {
  'whose delays end a millisecond early': {
    spoil: {
      host: (host: TestHost) => ({ pass: (ms: number) => host.pass(ms === 1 ? 0 : ms + 1) }),
    },
    says: /^G6 is broken: .*\n {2}The wrong host, one millisecond before the deadline that follows step 2 \(attempt\.failed\) of: xstate\.init → run\.start → attempt\.failed → /,
  },
  'that restarts its waits after a crash': {
    spoil: {
      store: (store: AtOnceStore) => {
        const waits = store.dueTimers(Number.MAX_SAFE_INTEGER, 1_000);
        void store.commit(
          waits.map((due) => ({
            ...due,
            type: 'armTimer',
            threadId: store.findRun(due.runId)?.threadId ?? '',
            dueAt: due.dueAt + 500,
          })),
        );
        return {};
      },
    },
    says: /G6 is broken: the timer is due at 2500, not at 2000\.\n {2}The wrong host, after a crash that followed step 2 /,
  },
  'that forgets its retries in a crash': {
    spoil: {
      store: (store: AtOnceStore) => ({
        findRun(id: string) {
          const run = store.findRun(id);
          if (run?.stored.state !== 'retrying') return run;
          const context = { ...run.stored.context, retryCount: 0 };
          return { ...run, stored: { ...run.stored, context } };
        },
      }),
    },
    says: /(G6|machine) is broken: the context differs at 'retryCount': 0, not 1\./,
  },
  'that leaves the timer when a wait ends': {
    spoil: { store: rewriting((write) => (write.type === 'clearTimer' ? [] : [write])) },
    says: /G6 is broken: the timer is due at \d+, not at null\.|does not become idle/,
  },
  'that ignores a cancel': {
    spoil: {
      host: (host: TestHost): Partial<TestHost> => ({
        deliver: (id, event) => event.type === 'run.cancel' || host.deliver(id, event),
      }),
    },
    says: /machine is broken: the run is \w+, not cancelled\.\n {2}The wrong host, after step \d \(run\.cancel\)/,
  },
  'that emits an event after the cancel': {
    spoil: {
      store: rewriting((write) =>
        appends(write, 'run.cancelled')
          ? [write, { ...write, fact: { type: 'attempt.started', retryCount: 9 } } as Write]
          : [write],
      ),
    },
    says: /G4 is broken: attempt\.started came after the run was cancelled\./,
  },
  'that ends twice': {
    spoil: {
      store: rewriting((write) => (appends(write, 'run.failed') ? [write, write] : [write])),
    },
    says: /G5 is broken: run\.failed came after the run was failed\./,
  },
  'that leaves a broken half above the answer': {
    spoil: {
      store: (store: AtOnceStore) => ({
        commit(writes: readonly Write[]) {
          const half = writes.find((write) => write.type === 'putMessage');
          const kept = writes.map((write) =>
            half && appends(write, 'message.discarded')
              ? ({ ...write, fact: { type: 'message.failed', message: half.message } } as Write)
              : write,
          );
          return store.commit(kept);
        },
      }),
    },
    says: /G7 is broken: a broken message is shown in a run that is (retrying|parked)\./,
  },
  'that calls the provider once too often': {
    spoil: {
      host: (host: TestHost): Partial<TestHost> => ({
        look: async (ids) => {
          const runs = await host.look(ids);
          for (const seen of runs.values()) if (seen.state === 'running') seen.attempts++;
          return runs;
        },
      }),
    },
    says: /G2 is broken: 2 attempts started where 1 were decided\.\n {2}The wrong host, after step 1 \(run\.start\)/,
  },
} as const;

describe('a host', () => {
  it.each(Object.entries(wrong))(
    '%s breaks a guarantee, which the message names with its place',
    async (_, { spoil, says }) => {
      await expect(proving(spoil as Parameters<typeof proving>[0])).rejects.toMatchObject({
        message: expect.stringMatching(says),
      });
    },
  );

  it('that is right breaks none', async () => {
    expect((await proving({})).paths).toBe(94);
  });
});
