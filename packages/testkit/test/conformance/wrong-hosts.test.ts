/** The replay itself: hosts that are wrong on purpose, and what it says of each. */
import type { Store, Write } from '@perdure/runtime';
import { describe, expect, it } from 'vitest';
import { replay, runtimeHost, simplePaths, type TestHost } from '../../src/index.ts';
import { storeMaker } from '../stores.ts';

const input = { policy: { maxRetries: 1 } };

/** @param spoil changes the host, or its store at each opening */
async function proving(spoil: {
  host?: (host: TestHost) => Partial<TestHost>;
  store?: (store: Store) => Partial<Store>;
}) {
  const open = storeMaker('memory');
  const spoilt = () => {
    const store = open();
    return { ...store, ...spoil.store?.(store) };
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

/** A store whose transactions are changed on their way. */
const rewriting = (rewrite: (write: Write) => Write[]) => (store: Store) => ({
  commit: (writes: readonly Write[]) => store.commit(writes.flatMap(rewrite)),
});

const appends = (write: Write, type: string) =>
  write.type === 'appendEvent' && write.fact.type === type;

/** Each is a way of getting it wrong, and how the message begins. */
const wrong = {
  'whose delays end a millisecond early': {
    spoil: {
      host: (host: TestHost) => ({ pass: (ms: number) => host.pass(ms === 1 ? 0 : ms + 1) }),
    },
    says: /^The wrong host breaks G6: .*\n {2}one millisecond before the deadline that follows step 2 \(attempt\.failed\) of: xstate\.init → run\.start → attempt\.failed → /,
  },
  'that begins its waits anew after a crash': {
    spoil: {
      store: (store: Store) => {
        const waits = store.dueTimers(Number.MAX_SAFE_INTEGER, 1_000);
        store.commit(waits.map((due) => ({ ...due, type: 'armTimer', dueAt: due.dueAt + 500 })));
        return {};
      },
    },
    says: /breaks G6: the timer is due at 2500, not at 2000\.\n {2}after a crash that followed step 2 /,
  },
  'that forgets its retries in a crash': {
    spoil: {
      store: (store: Store) => ({
        findRun(id: string) {
          const run = store.findRun(id);
          if (run?.stored.state === 'retrying') run.stored.context.retries = 0;
          return run;
        },
      }),
    },
    says: /breaks (G6|machine): the context differs at 'retries': 0, not 1\./,
  },
  'that leaves the timer when a wait ends': {
    spoil: { store: rewriting((write) => (write.type === 'clearTimer' ? [] : [write])) },
    says: /breaks G6: the timer is due at \d+, not at null\.|does not come to rest/,
  },
  'that does not hear a cancel': {
    spoil: {
      host: (host: TestHost): Partial<TestHost> => ({
        deliver: (id, event) => event.type === 'run.cancel' || host.deliver(id, event),
      }),
    },
    says: /breaks machine: the run is \w+, not cancelled\.\n {2}after step \d \(run\.cancel\)/,
  },
  'that says something after the cancel': {
    spoil: {
      store: rewriting((write) =>
        appends(write, 'run.cancelled')
          ? [write, { ...write, fact: { type: 'attempt.started', retry: 9 } } as Write]
          : [write],
      ),
    },
    says: /breaks G4: attempt\.started came after the run was cancelled\./,
  },
  'that ends twice': {
    spoil: {
      store: rewriting((write) => (appends(write, 'run.failed') ? [write, write] : [write])),
    },
    says: /breaks G5: run\.failed came after the run was failed\./,
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
    says: /breaks G2: 2 attempts were begun where 1 were decided\.\n {2}after step 1 \(run\.start\)/,
  },
} as const;

describe('a host', () => {
  it.each(Object.entries(wrong))(
    '%s is told what it breaks, and where',
    async (_, { spoil, says }) => {
      await expect(proving(spoil as Parameters<typeof proving>[0])).rejects.toMatchObject({
        message: expect.stringMatching(says),
      });
    },
  );

  it('that is right is not blamed', async () => {
    expect((await proving({})).paths).toBe(134);
  });
});
