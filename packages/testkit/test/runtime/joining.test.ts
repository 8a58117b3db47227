/** Readers that join and leave a thread: nothing is read, told or left out twice (G8). */
import { answer, scripted } from '@perdure/providers/scripted';
import { memoryStore } from '@perdure/runtime/memory';
import { wrapStore } from '@perdure/runtime/store';
import { isDelta, type StreamItem } from '@perdure/thread';
import { expect, it } from 'vitest';
import { World } from './world.ts';

/** Collects the numbers of events. */
const into = (numbers: number[]) => (item: StreamItem) => {
  if (!isDelta(item)) numbers.push(item.seq);
};

it('who joins others at the end of the log reads nothing of it', async () => {
  const inner = memoryStore();
  let reads = 0;
  const events: typeof inner.events = (...place) => {
    reads++;
    return inner.events(...place);
  };
  const world = new World('memory', { store: wrapStore(inner, { events }) });
  const thread = (await world.start(scripted(answer('Yes.'), answer('No.')))).thread('t1');
  const joined: number[][] = [];
  const join = (seq: number) => {
    const numbers: number[] = [];
    joined.push(numbers);
    thread.stream({ seq }).subscribe(into(numbers));
  };
  join(0);
  const forOne = reads;
  expect(forOne).toBeGreaterThan(0);
  for (let reader = 0; reader < 20; reader++) join(0);
  expect(reads).toBe(forOne);

  await (await thread.start({ prompt: 'Why?' })).done();
  const end = world.log().length;
  const before = reads;
  for (let reader = 0; reader < 20; reader++) join(end);
  expect(reads).toBe(before);
  await (await thread.start({ prompt: 'Really?' })).done();
  const all = world.log().map((_, at) => at + 1);
  expect(joined.slice(0, 21)).toEqual(Array(21).fill(all));
  expect(joined.slice(21)).toEqual(Array(20).fill(all.slice(end)));
});

it('who joins while an event is told gets what follows it, once', async () => {
  const world = new World('memory');
  const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
  const joined: { from: number; numbers: number[] }[] = [];
  for (let reader = 0; reader < 2; reader++)
    thread.events$.subscribe((item) => {
      if (isDelta(item)) return;
      for (const from of [0, item.seq - 1, item.seq]) {
        const numbers: number[] = [];
        joined.push({ from, numbers });
        thread.stream({ seq: from }).subscribe(into(numbers));
      }
    });
  await (await thread.start({ prompt: 'Why?' })).done();
  const all = world.log().map((_, at) => at + 1);
  expect(joined).toHaveLength(2 * 3 * all.length);
  for (const { from, numbers } of joined) expect(numbers).toEqual(all.slice(from));
});

it('who leaves while an event is told is told no more, and the others are', async () => {
  const world = new World('memory');
  const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
  const [left, stayed]: [number[], number[]] = [[], []];
  const leaving = thread.events$.subscribe((item) => {
    if (!isDelta(item) && item.seq === 2) {
      leaving.unsubscribe();
      next.unsubscribe();
    }
  });
  const next = thread.events$.subscribe(into(left));
  thread.events$.subscribe(into(stayed));
  await (await thread.start({ prompt: 'Why?' })).done();
  expect(left).toEqual([1]);
  expect(stayed).toEqual(world.log().map((_, at) => at + 1));
});
