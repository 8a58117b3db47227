/** Each planted defect is found, so that the search would find it in the adapters as well. */
import { search } from '@perdure/testkit/histories';
import { expect, it } from 'vitest';
import { defects } from './defects.ts';
import { Service } from './service.ts';

it.each(Object.entries(defects))('%s', { timeout: 120_000 }, async (_, spoil) => {
  const { send } = new Service(spoil);
  const found = await search({ seed: 20_261_124, histories: 3_000, send, isFirstEnough: true });
  expect(found?.refusal.problems.length).toBeGreaterThan(0);
});
