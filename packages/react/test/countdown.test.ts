/** The countdown without React: when it ticks, and when it does not. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { countDown, secondsLeft } from '../src/countdown.ts';

const start = 1_700_000_000_000;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The time of each tick, in milliseconds after the start, and the seconds left then. */
function record(deadline: number) {
  const ticks: [after: number, left: number][] = [];
  const stop = countDown(deadline, () => {
    ticks.push([Date.now() - start, secondsLeft(deadline, Date.now())]);
  });
  return { ticks, stop };
}

test.each([
  [8_000, 8],
  [7_999, 8],
  [7_001, 8],
  [1, 1],
  [0, 0],
  [-1, 0],
])('%i ms before the deadline, %i s are left', (ms, seconds) => {
  expect(secondsLeft(start + ms, start)).toBe(seconds);
});

test('ticks at the whole seconds before the deadline, the last time at the deadline', async () => {
  const { ticks } = record(start + 2_300);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ticks).toEqual([
    [300, 2],
    [1_300, 1],
    [2_300, 0],
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a deadline that has passed starts no timer', () => {
  record(start);
  record(start - 5_000);
  expect(vi.getTimerCount()).toBe(0);
});

test('a late tick does not delay the next ones', async () => {
  const { ticks } = record(start + 5_000);
  await vi.advanceTimersByTimeAsync(1_000);
  vi.setSystemTime(start + 2_400); // the timer that was due at 2,000 ms now fires late
  await vi.runOnlyPendingTimersAsync();
  await vi.advanceTimersByTimeAsync(10_000);
  const left = ticks.map(([, seconds]) => seconds);
  expect(left).toEqual([...left].sort((a, b) => b - a));
  expect(left.at(-1)).toBe(0);
  expect(ticks.at(-1)?.[0]).toBe(5_000);
});

test('a timer that fires early is set again for the rest', async () => {
  const { ticks } = record(start + 2_000);
  vi.setSystemTime(start - 3); // as if the timer's clock were ahead of the wall clock
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ticks.map(([, seconds]) => seconds)).toEqual([2, 1, 0]);
});

test('ends when stopped', async () => {
  const { ticks, stop } = record(start + 5_000);
  await vi.advanceTimersByTimeAsync(1_000);
  stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ticks).toEqual([[1_000, 4]]);
  expect(vi.getTimerCount()).toBe(0);
});

test('ticks at once when the page becomes visible again', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  vi.stubGlobal('document', page);
  const { ticks, stop } = record(start + 9_000);

  vi.setSystemTime(start + 6_500); // asleep: no timer has fired
  page.dispatchEvent(new Event('visibilitychange'));
  expect(ticks).toEqual([]);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(ticks).toEqual([[6_500, 3]]);
  expect(vi.getTimerCount()).toBe(1);

  stop();
  page.dispatchEvent(new Event('visibilitychange'));
  expect(ticks).toHaveLength(1);
});
