/** A new file of a prompt becomes a stored one, with what its provider is to be told of it. */
import { storeFiles } from '@perdure/thread';
import { expect, it } from 'vitest';

it('keeps the metadata of a new file, and the order of the parts', async () => {
  const metadata = { anthropic: { cacheControl: { type: 'ephemeral' } } };
  const file = { type: 'file', hash: '0'.repeat(64), mediaType: 'image/png', size: 1 } as const;
  const prompt = [
    { type: 'file', data: 'AA==', metadata },
    { type: 'text', text: 'What is this?' },
    { type: 'file', data: 'AA==' },
  ] as const;
  expect(await storeFiles(prompt, async () => file)).toEqual([
    { ...file, metadata },
    { type: 'text', text: 'What is this?' },
    file,
  ]);
});
