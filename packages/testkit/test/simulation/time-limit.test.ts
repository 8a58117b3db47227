/** A simulation whose time is over: the history under way comes to its end, and none goes on afterwards. */
import { wrapStore } from '@perdure/runtime/store';
import { expect, it } from 'vitest';
import { simulate } from '../../src/simulation/index.ts';
import { storeMaker } from '../stores.ts';

it('every world is closed when the report is there', async () => {
  let worlds = 0;
  let open = 0;
  const { histories, failure } = await simulate({
    store() {
      worlds++;
      const reopen = storeMaker('memory');
      return () => {
        open++;
        return wrapStore(reopen(), { close: () => void open-- });
      };
    },
    seed: 5,
    histories: 1_000,
    withinMs: 100,
  });
  expect(failure).toBeUndefined();
  expect(histories).toBe(worlds);
  expect(worlds).toBeLessThan(1_000);
  expect(open).toBe(0);
});
