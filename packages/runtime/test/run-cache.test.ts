/** The cache of runs: it holds no more than 1,000, and those that were used last. */
import { createCore } from '@perdure/core';
import { expect, it } from 'vitest';
import { withRunCache } from '../src/host/run-cache.ts';
import { memoryStore } from '../src/memory/index.ts';
import { wrapStore } from '../src/ports/store.ts';

const { stored } = createCore().begin({});

/** A cache in which the runs `r0`, `r1` … were created, and the ids that it has read from its store. */
function cacheOf(count: number) {
  const read: string[] = [];
  const memory = memoryStore();
  const cache = withRunCache(
    wrapStore(memory, {
      findRun(id: string) {
        read.push(id);
        return memory.findRun(id);
      },
    }),
  );
  const create = (index: number) =>
    cache.commit([
      { type: 'createRun', run: { id: `r${index}`, threadId: `t${index}`, stored }, at: 0 },
    ]);
  for (let index = 0; index < count; index++) create(index);
  return { cache, read, create };
}

it('the least recently used run leaves the cache, and is read again when it is asked for', () => {
  const { cache, read } = cacheOf(1_001);
  cache.findRun('r1');
  expect(read).toEqual([]);
  expect(cache.findRun('r0')).toMatchObject({ id: 'r0' });
  expect(read).toEqual(['r0']);
});

it('a run that is asked for stays', () => {
  const { cache, read, create } = cacheOf(1_000);
  cache.findRun('r0');
  create(1_000);
  cache.findRun('r0');
  expect(read).toEqual([]);
  cache.findRun('r1');
  expect(read).toEqual(['r1']);
});
