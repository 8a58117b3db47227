/** A file that a provider refuses does not end its thread. */
import { answer, httpError, scripted } from '@perdure/providers/scripted';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const prompt = [
  { type: 'text', text: 'What is this?' } as const,
  { type: 'file', data: png } as const,
];

describe.each(stores)('on the %s store, a prompt with a file', (name) => {
  it.each([
    [400, 'The image is too large.'],
    [413, 'Request entity too large'],
  ])(
    'that is refused with %i is marked, in the log and for the next request',
    async (status, words) => {
      const provider = scripted([httpError(status, words)], answer('Hello.'));
      const world = new World(name);
      const thread = (await world.start(provider)).thread('t1');
      await (await thread.start({ prompt })).done();
      expect(world.types().slice(-2)).toEqual(['message.refused', 'run.failed']);
      expect(thread.getSnapshot().messages[0]).toMatchObject({ cut: 'refused' });
      await (await thread.start({ prompt: 'Never mind.' })).done();
      expect(provider.requests[1]?.messages[0]).toMatchObject({ cut: 'refused', parts: [{}, {}] });
    },
  );

  it.each([
    ['after an outage', [httpError(503)], { maxRetries: 0 }],
    ['after a key that is wrong', [httpError(401)], {}],
  ] as const)('is sent again %s', async (_, scene, policy) => {
    const provider = scripted([...scene], answer('Hello.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt, policy })).done();
    await (await thread.start({ prompt: 'Again.' })).done();
    expect(provider.requests[1]?.messages[0]?.cut).toBeUndefined();
  });

  it('is sent again if the model has answered to it before the failure', async () => {
    const step = [{ type: 'text', text: 'A cat.' }, { type: 'finishStep' }] as const;
    const provider = scripted([...step, httpError(400)], answer('Hello.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt })).done();
    expect(world.types()).not.toContain('message.refused');
  });
});
