/** A measurement in a process of its own. */
import { expect, it } from 'vitest';
import { isolated } from '../src/figures/isolated.ts';
import { adds, dies, fails, reads } from './measurements.ts';

const module = new URL('./measurements.ts', import.meta.url).href;

it('gets its argument, reports progress, and resolves with its result', async () => {
  const said: string[] = [];
  const found = await isolated(module, adds, [1, 2], (text) => said.push(text));
  expect(found).toEqual({ sum: 3, pid: expect.any(Number), none: Number.NaN });
  expect(found.pid).not.toBe(process.pid);
  expect(said).toEqual(['1 of 2', '2 of 2']);
});

it('that fails rejects with its error', async () => {
  await expect(isolated(module, fails, null, () => {})).rejects.toThrow('There is no more room.');
});

it('whose process ends rejects with the signal', async () => {
  await expect(isolated(module, dies, null, () => {})).rejects.toThrow(
    "The process of 'dies' ended with SIGKILL.",
  );
});

it('runs under a command', async () => {
  const found = await isolated(module, reads, 'COLOUR', () => {}, ['env', 'COLOUR=blue']);
  expect(found).toBe('blue');
});
