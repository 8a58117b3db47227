/** A map of what comes and goes holds what a `Map` holds, in the same order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FreshMap } from '../src/fresh-map.ts';

it('holds what a map holds, whatever comes and goes', () => {
  const key = fc.integer({ min: 0, max: 60 });
  const action = fc.oneof(
    fc.record({ set: key, value: fc.nat() }),
    fc.record({ delete: key }),
    fc.constant({ clear: true as const }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 300, size: 'max' }), (actions) => {
      const [fresh, map] = [new FreshMap<number, number>(), new Map<number, number>()];
      for (const done of actions)
        for (const each of [fresh, map]) {
          if ('set' in done) each.set(done.set, done.value);
          else if ('delete' in done) each.delete(done.delete);
          else each.clear();
        }
      expect([...fresh]).toEqual([...map]);
      expect([fresh.size, [...fresh.keys()], [...fresh.values()]]).toEqual([
        map.size,
        [...map.keys()],
        [...map.values()],
      ]);
      for (let at = 0; at <= 60; at++)
        expect([fresh.get(at), fresh.has(at)]).toEqual([map.get(at), map.has(at)]);
    }),
  );
});

it('entries may be deleted while they are gone through', () => {
  const fresh = new FreshMap<number, number>();
  for (let key = 0; key < 200; key++) fresh.set(key, key);
  const seen: number[] = [];
  for (const [key] of fresh) {
    seen.push(key);
    fresh.delete(key);
  }
  expect([seen.length, fresh.size]).toEqual([200, 0]);
});
