/** A value that changes: who has left is told nothing, and a source is open only while somebody is there. */
import { expect, it } from 'vitest';
import { type Subscription, Writable, whileSubscribed } from '../src/index.ts';

/** A value with a source, which counts how often the source was opened and closed. */
function watched() {
  const value = new Writable(0);
  const source = { opened: 0, closed: 0 };
  const { subscribe, isOpen } = whileSubscribed(value, () => {
    source.opened++;
    return { unsubscribe: () => void source.closed++ };
  });
  return { value, source, subscribe, isOpen };
}

it('who has left is not told any more, and the others are', () => {
  const value = new Writable(0);
  const told: string[] = [];
  const first = value.subscribe((n) => told.push(`first ${n}`));
  value.subscribe({ next: (n) => told.push(`second ${n}`) });
  first.unsubscribe();
  value.set(1);
  expect(told).toEqual(['second 1']);
});

it('who leaves while a change is told is not told of that change', () => {
  const value = new Writable(0);
  const told: string[] = [];
  let second: Subscription | undefined;
  value.subscribe(() => second?.unsubscribe());
  second = value.subscribe((n) => told.push(`second ${n}`));
  value.set(1);
  expect(told).toEqual([]);
});

it('a source is opened for the first, and closed once, after the last has left', () => {
  const { source, subscribe, isOpen } = watched();
  const [one, two] = [subscribe(() => {}), subscribe(() => {})];
  expect(source).toEqual({ opened: 1, closed: 0 });
  one.unsubscribe();
  one.unsubscribe();
  expect(source).toEqual({ opened: 1, closed: 0 });
  expect(isOpen()).toBe(true);
  two.unsubscribe();
  two.unsubscribe();
  expect(source).toEqual({ opened: 1, closed: 1 });
  expect(isOpen()).toBe(false);
  subscribe(() => {}).unsubscribe();
  expect(source).toEqual({ opened: 2, closed: 2 });
});

it('who subscribes again while the source closes opens a new one, which stays open', () => {
  const value = new Writable(0);
  const source = { opened: 0, closed: 0 };
  let again: Subscription | undefined;
  const { subscribe } = whileSubscribed(value, () => {
    source.opened++;
    return {
      unsubscribe() {
        source.closed++;
        again ??= subscribe(() => {});
      },
    };
  });
  subscribe(() => {}).unsubscribe();
  expect(source).toEqual({ opened: 2, closed: 1 });
  again?.unsubscribe();
  expect(source).toEqual({ opened: 2, closed: 2 });
});
