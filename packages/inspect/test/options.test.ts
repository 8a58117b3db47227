/** Options of the inspector: checked before a port is opened. */
import { memoryStore } from '@perdure/runtime/memory';
import { expect, it } from 'vitest';
import { startInspector } from '../src/index.ts';

it.each<[string, Record<string, unknown>]>([
  ['store', { store: undefined }],
  ['port', { port: -1 }],
  ['port', { port: 65_536 }],
  ['port', { port: Number.NaN }],
  ['only', { only: 'run' }],
  ['content', { content: 'false' }],
  ['threads', { threads: 1.5 }],
  ['viewer', { viewer: 'stately' }],
  ['origins', { origins: 'https://stately.ai' }],
  ['onError', { onError: true }],
  ['contents', { contents: true }],
])('%s is refused', async (option, options) => {
  const start = startInspector({ store: memoryStore(), port: 0, ...options } as never);
  await expect(start).rejects.toMatchObject({ name: 'InvalidOptionError', option });
});
