/** No request that is made of a recorded history is one that its service must refuse. `pnpm histories` runs more. */
import { modelNames, models, search } from '@perdure/testkit/histories';
import { describe, expect, it } from 'vitest';
import { Service } from './service.ts';
import { targets } from './targets.ts';
import { textOf } from './text-of.ts';

it.each(modelNames)('the adapter of %s has the name that the histories give it', (name) => {
  const { model } = targets[name]({ apiKey: 'none', fetch });
  expect({ provider: model.provider, model: model.modelId }).toEqual(models[name].origin);
});

describe('no service must refuse a request', { timeout: 300_000 }, () => {
  const random = Math.floor(Math.random() * 2 ** 30);

  it.each([
    [2_000, 20_261_124],
    [1_000, random],
  ])('of %i histories with the seed %i', async (histories, seed) => {
    const service = new Service();
    const found = await search({ seed, histories, send: service.send });
    if (found !== undefined) expect.fail(`seed ${seed}: ${textOf(found)}`);
    expect(service.requests).toBeGreaterThan(2 * histories);
    expect(service.unsupported).toEqual(new Map());
  });
});
