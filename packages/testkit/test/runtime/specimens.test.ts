/** An attempt that fails with an unknown error leaves a specimen in the store, and only there. */
import { httpError, scripted } from '@perdure/providers/scripted';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const prompt = 'My mother was born in Aarhus in 1951, and I want to write to her.';

const thrown = (error: unknown) => scripted([{ type: 'throw', error }]);

/** An error of a client, which repeats a key and the prompt. */
const acmeError = (headers = {}) =>
  Object.assign(new Error(`No flux for sk-proj-0123456789abcdef: ${prompt}`), {
    name: 'AcmeError',
    code: 'flux_lost',
    responseHeaders: headers,
    requestBodyValues: { messages: [prompt] },
  });

describe.each(stores)('a run on the %s store', (store) => {
  it('that fails with an unknown error leaves a specimen, without its secrets', async () => {
    const world = new World(store);
    const runtime = await world.start(thrown(acmeError()));
    const run = await runtime.thread('t1').start({ prompt, runId: 'r1' });
    expect(await run.done()).toMatchObject({ status: 'failed', failure: { kind: 'unknown' } });
    const message = 'No flux for [redacted]: [prompt]';
    expect(world.store.specimens()).toEqual([
      {
        runId: 'r1',
        fence: 1,
        failure: expect.objectContaining({ kind: 'unknown', message, decidedBy: 'none' }),
        specimen: { provider: '', error: { message, name: 'AcmeError', code: 'flux_lost' } },
      },
    ]);
    const shown = JSON.stringify([world.log(), run.getSnapshot(), world.store.findRun('r1')]);
    expect(shown).not.toContain('AcmeError');
  });

  it('that fails with a known error leaves none', async () => {
    const world = new World(store);
    const runtime = await world.start(thrown(httpError(401, 'Who are you?')));
    await (await runtime.thread('t1').start({ prompt })).done();
    expect(world.store.specimens()).toEqual([]);
  });

  it('that tries again after an unknown error, because the server says so, leaves one', async () => {
    const world = new World(store, { policy: { maxRepeats: 20 } });
    const runtime = await world.start(thrown(acmeError({ 'x-should-retry': 'true' })));
    const run = await runtime.thread('t1').start({ prompt });
    for (let retry = 0; retry < 11; retry++) await world.pass(60_000);
    expect(run.getSnapshot()).toMatchObject({ value: 'failed', context: { retryCount: 10 } });
    expect(world.store.specimens()).toHaveLength(1);
  });
});
