/** Options of a runtime: each is checked at the start, and `undefined` is the default of each. */

import { answer, scripted } from '@perdure/providers/scripted';
import { type Clock, createRuntime, type Provider, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFile, World } from './world.ts';

const provider = scripted(answer('Yes.'));

/** Options that are refused, and the option that the error names. */
const wrong: readonly [string, Record<string, unknown>][] = [
  ['timeouts.idleMs', { timeouts: { idleMs: Number.NaN } }],
  ['timeouts.idleMs', { timeouts: { idleMs: -1 } }],
  ['timeouts.toolMs', { timeouts: { toolMs: '60' } }],
  ['timeouts.firstChunkMs', { timeouts: { firstChunkMs: 0 } }],
  ['timeouts.firstChunkMs', { timeouts: { firstChunkMs: null } }],
  ['timeouts.idle', { timeouts: { idle: 1 } }],
  ['timeouts', { timeouts: 5 }],
  ['timeouts', { timeouts: null }],
  ['limits.maxAttemptMs', { limits: { maxAttemptMs: 0 } }],
  ['limits.maxChunkBytes', { limits: { maxChunkBytes: Infinity } }],
  ['limits.maxQueuedRuns', { limits: { maxQueuedRuns: 1.5 } }],
  ['limits.maxPromptBytes', { limits: { maxPromptBytes: '1' } }],
  ['limits.idleMs', { limits: { idleMs: 3_000 } }],
  ['limits', { limits: [] }],
  ['policy', { policy: 'none' }],
  ['policy.maxRetry', { policy: { maxRetry: 3 } }],
  ['checkpointMs', { checkpointMs: 0 }],
  ['checkpointMs', { checkpointMs: 2 ** 31 }],
  ['checkpointMs', { checkpointMs: Number.NaN }],
  ['keepStopped', { keepStopped: 'some' }],
  ['keepStopped', { keepStopped: null }],
  ['provider', { provider: undefined }],
  ['provider', { provider: { stream() {} } }],
  ['onEvent', { onEvent: 'log' }],
  ['onError', { onError: null }],
  ['trace', { trace: true }],
  ['random', { random: 0.5 }],
  ['newId', { newId: 'id' }],
  ['clock', { clock: Date }],
  ['clock.elapsed', { clock: { ...clockAt(() => 0), elapsed: undefined } }],
  ['clock.now()', { clock: clockAt(() => Number.NaN) }],
  ['timeout', { timeout: { idleMs: 1 } }],
];

it.each(wrong)('%s is refused: %o', async (option, options) => {
  const file = temporaryFile();
  const start = createRuntime({ store: sqliteStore(file), provider, ...options } as never);
  await expect(start).rejects.toMatchObject({ name: 'InvalidOptionError', option });
  // The store is closed, so that the file can be opened again.
  sqliteStore(file).close();
});

it.each([[undefined], [null], [{}], [{ store: {} }], [{ store: undefined, provider }]])(
  'no store is refused: %o',
  async (options) => {
    await expect(createRuntime(options as never)).rejects.toMatchObject({
      name: 'InvalidOptionError',
    });
  },
);

it('a value that may be a secret is not in the error', async () => {
  const start = createRuntime({ store: memoryStore(), provider: { apiKey: 'sk-123' } as never });
  await expect(start).rejects.toThrow(
    "The option 'provider' must be a function, and it is an object.",
  );
});

it('undefined is the default of every option', async () => {
  const names = [
    'policy',
    'timeouts',
    'limits',
    'keepStopped',
    'checkpointMs',
    'onEvent',
    'onError',
    'trace',
    'clock',
    'random',
    'newId',
    'another',
  ];
  const options = Object.fromEntries(names.map((name) => [name, undefined]));
  const inner = {
    timeouts: { idleMs: undefined },
    limits: { maxAttemptMs: undefined },
    policy: { maxRetries: undefined },
  };
  for (const given of [options, { ...options, ...inner }]) {
    const runtime = await createRuntime({ store: memoryStore(), provider, ...given } as never);
    expect(await endOf(runtime)).toMatchObject({ status: 'completed' });
    await runtime.close();
  }
});

it('a clock with fractions is taken in whole milliseconds', async () => {
  const store = sqliteStore(temporaryFile());
  const runtime = await createRuntime({ store, provider, clock: clockAt(() => 1_000.75) });
  expect(await endOf(runtime)).toMatchObject({ status: 'completed' });
  expect(store.events('t1', 0, 1)).toMatchObject([{ at: 1_000 }]);
  await runtime.close();
});

it.each<[string, () => number]>([
  ['is no number', () => Number.NaN],
  [
    'throws',
    () => {
      throw new Error('no time');
    },
  ],
])('a clock that %s later is reported, and the last time stands', async (_, broken) => {
  const errors: unknown[] = [];
  let now = () => 1_000;
  const store = sqliteStore(temporaryFile());
  const clock = clockAt(() => now());
  const runtime = await createRuntime({
    store,
    provider,
    clock,
    onError: (error) => errors.push(error),
  });
  now = broken;
  expect(await endOf(runtime)).toMatchObject({ status: 'completed' });
  expect(store.events('t1', 0, 1)).toMatchObject([{ at: 1_000 }]);
  expect(errors.length).toBeGreaterThan(0);
  await runtime.close();
});

it.each([[2], [-1], [Number.NaN], ['0.5'], [undefined]])(
  'a random number that is %s is reported, and replaced',
  async (value) => {
    const world = new World('sqlite', {
      random: () => value as number,
      policy: { maxRetries: 1, jitter: 'equal', baseMs: 1_000 },
    });
    const failing = (() => {
      throw Object.assign(new Error('Down.'), { status: 503 });
    }) as Provider;
    const run = await (await world.start(failing)).thread('t1').start({ prompt: 'x' });
    await world.untilIdle();
    const { wait } = run.getSnapshot().context;
    expect(wait?.ms).toBeGreaterThanOrEqual(500);
    expect(wait?.ms).toBeLessThanOrEqual(1_000);
    expect(world.errors).toContainEqual(
      expect.objectContaining({ name: 'InvalidOptionError', option: 'random' }),
    );
  },
);

it.each([[''], ['x'.repeat(201)], [7], [undefined], ['half \ud83d']])(
  'a new id that is %o is reported, and replaced',
  async (id) => {
    const world = new World('sqlite', { newId: () => id as string });
    expect(await endOf(await world.start(provider))).toMatchObject({ status: 'completed' });
    expect(world.errors).toContainEqual(expect.objectContaining({ name: 'InvalidIdError' }));
  },
);

it('an onError that throws or rejects ends nothing, and both errors go to the console', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  for (const onError of [
    () => {
      throw new Error('no log');
    },
    async () => {
      throw new Error('no log');
    },
  ]) {
    const runtime = await createRuntime({
      store: memoryStore(),
      provider,
      onError,
      newId: () => '',
    });
    expect(await endOf(runtime)).toMatchObject({ status: 'completed' });
    await runtime.close();
  }
  expect(log).toHaveBeenCalledWith(
    expect.anything(),
    expect.objectContaining({ message: 'no log' }),
    expect.anything(),
    expect.objectContaining({ name: 'InvalidIdError' }),
  );
});

it('pages of threads and events have bounds', async () => {
  const world = new World('sqlite');
  const runtime = await world.start(provider);
  for (const limit of [0, -1, 1.5, Number.NaN, 501, '5']) {
    await expect(runtime.threads(limit as number)).rejects.toThrow(RangeError);
    await expect(runtime.events('t1', 0, limit as number)).rejects.toThrow(RangeError);
  }
  await expect(runtime.events('t1', Number.NaN)).rejects.toThrow(RangeError);
  await expect(runtime.events(7 as never, 0)).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidIdError' }),
  );
});

const endOf = async (runtime: Runtime) =>
  (await runtime.thread('t1').start({ prompt: 'Why?' })).done();

function clockAt(now: () => number): Clock {
  return {
    now,
    elapsed: () => performance.now(),
    setTimeout: (callback, ms) => setTimeout(callback, ms),
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
    defer: (callback) => setImmediate(callback),
  };
}
