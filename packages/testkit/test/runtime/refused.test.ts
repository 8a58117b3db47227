/** What a provider refuses, a file or a prompt, does not end its thread. */
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
    [400, 'unknown variant `image_url`, expected `text`'],
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

  it('is marked where another model, which takes no files, is asked later', async () => {
    const refusal = httpError(400, 'unknown variant `image_url`, expected `text`');
    const provider = scripted(answer('A cat.'), [refusal], answer('Hello.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    for (const words of [prompt, 'Write a poem.', 'Again.'])
      await (await thread.start({ prompt: words })).done();
    expect(provider.requests[2]?.messages[0]).toMatchObject({ cut: 'refused' });
  });

  it('is sent again if the model has answered to it before the failure', async () => {
    const step = [{ type: 'text', text: 'A cat.' }, { type: 'finishStep' }] as const;
    const provider = scripted([...step, httpError(400)], answer('Hello.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt })).done();
    expect(world.types()).not.toContain('message.refused');
  });

  it("is marked where a tool's picture is refused, and the next prompt is not", async () => {
    const picture = { type: 'file', data: png, mediaType: 'image/png' } as const;
    const shoot = { type: 'toolCall', id: 'c1', name: 'shoot', input: {} } as const;
    const modelOutput = { type: 'content', value: [picture] } as const;
    const shot = {
      type: 'toolResult',
      id: 'c1',
      name: 'shoot',
      output: 'shot',
      modelOutput,
    } as const;
    const refusal = httpError(400, 'image exceeds 5 MB maximum');
    const provider = scripted([shoot, shot, { type: 'finishStep' }, refusal], answer('Hello.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt: 'What is on the screen?' })).done();
    await (await thread.start({ prompt: 'Never mind.' })).done();
    expect(provider.requests[1]?.messages.map(({ cut }) => cut)).toEqual([
      undefined,
      'refused',
      undefined,
    ]);
  });

  it.each([
    ['filtered', 'How?', 'Content filtered: the prompt triggered the content management policy'],
    ['too long by itself', 'word '.repeat(5_000), 'prompt is too long: 300000 tokens > 200000'],
    ['most of the conversation', 'word '.repeat(500), 'prompt is too long: 300000 tokens > 200000'],
  ])('without files that is %s is marked', async (_, text, words) => {
    const provider = scripted([httpError(400, words)], answer('Hello.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt: text })).done();
    await (await thread.start({ prompt: 'Hello.' })).done();
    expect(provider.requests[1]?.messages.map(({ cut }) => cut)).toEqual(['refused', undefined]);
  });

  it('that is short stays where the conversation is too long', async () => {
    const refusal = httpError(400, 'prompt is too long: 300000 tokens > 200000');
    const provider = scripted(answer('word '.repeat(100)), [refusal]);
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt: 'Tell me all.' })).done();
    await (await thread.start({ prompt: 'Go on.' })).done();
    expect(world.types()).not.toContain('message.refused');
  });
});
