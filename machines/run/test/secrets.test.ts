/** An attempt of a plain actor that throws: its run fails, and tells nobody a credential (G10). */
import { describe, expect, it } from 'vitest';
import { toPromise } from 'xstate';
import { embed, settled } from './embed.ts';

const key = 'Zq8Wm3Kx7Lp2Rt9Vb4Nc6Hd1';

const hostile = {
  get message(): string {
    throw new Error('Do not look at me.');
  },
};

describe('an attempt that throws', () => {
  it.each<[string, unknown, string]>([
    [
      'an error',
      new Error(`401 Authorization: Bearer ${key}`),
      '401 Authorization: Bearer [redacted]',
    ],
    ['a text', `Invalid API key: ${key}`, 'Invalid API key: [redacted]'],
    ['an object', { 'x-api-key': key }, '{"x-api-key":"[redacted]"}'],
    ['nothing', undefined, 'undefined'],
    ['what cannot be read', hostile, 'A value that is no error: object'],
    ['an error without a message', new TypeError(), 'TypeError'],
  ])('%s', async (_, thrown, message) => {
    const { actor, said } = embed(async () => {
      throw thrown;
    });
    actor.send({ type: 'run.start' });
    await settled();
    const end = await toPromise(actor);
    expect(end).toMatchObject({ status: 'failed', failure: { code: 'attempt_defect', message } });
    expect(said.at(-1)).toMatchObject({ type: 'run.failed', failure: { message } });
    const all = JSON.stringify([said, end, actor.getSnapshot().context]);
    expect(all).not.toContain(key);
  });
});
