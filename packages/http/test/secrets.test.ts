/** What an error says to a client and to the terminal: no credential (G10). */
import { answer, scripted } from '@perdure/providers/scripted';
import { createRuntime, StoreWriteError } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { wrapStore } from '@perdure/runtime/store';
import { expect, it, onTestFinished, vi } from 'vitest';
import { threadRoutes } from '../src/server/index.ts';

const key = 'Zq8Wm3Kx7Lp2Rt9Vb4Nc6Hd1';
const address = `postgres://app:${key}@db.example`;

async function routes(fails: () => never) {
  const runtime = await createRuntime({
    store: wrapStore(memoryStore(), { commit: fails, threads: fails }),
    provider: scripted(answer('Yes.')),
    onError: () => {},
  });
  onTestFinished(() => runtime.close());
  return threadRoutes(runtime);
}

it('the problem details of a store that refused', async () => {
  const app = await routes(() => {
    throw new StoreWriteError('unknown', new Error(`${address} refused, token=${key}`));
  });
  const response = await app.request('/threads/t1/runs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'Hi' }),
  });
  expect(response.status).toBe(503);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({
    code: 'store-write',
    storeMessage: 'postgres://[redacted]@db.example refused, token=[redacted]',
  });
  expect(text).not.toContain(key);
});

it('an unknown error, which is printed', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => print.mockRestore());
  const app = await routes(() => {
    throw Object.assign(new Error(`${address} refused`), { headers: { 'x-api-key': key } });
  });
  const response = await app.request('/threads');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('postgres');
  const printed = print.mock.calls.flat().map(String).join('\n');
  expect(printed).toContain('Error: postgres://[redacted]@db.example refused');
  expect(printed).not.toContain(key);
});
