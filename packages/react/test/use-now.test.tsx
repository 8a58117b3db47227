/** The time of a text that counts down: in whole seconds before the deadline, and not past it. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { useNow } from '../src/index.ts';

const Now = ({ deadline }: { deadline: number | null }) => useNow(deadline);

test('goes on by whole seconds to the deadline', () => {
  const at = (now: number) => {
    vi.useFakeTimers({ now });
    const text = renderToStaticMarkup(<Now deadline={3_500} />);
    vi.useRealTimers();
    return Number(text);
  };
  expect([1_000, 1_499, 1_500, 1_501, 2_500, 3_499, 3_500, 9_000].map(at)).toEqual([
    500, 500, 1_500, 1_500, 2_500, 2_500, 3_500, 3_500,
  ]);
});

test('is 0 without a deadline', () => {
  expect(renderToStaticMarkup(<Now deadline={null} />)).toBe('0');
});
