/**
 * A retry costs a cache read: the next request of a run begins with the bytes of the one before it, so that the
 * provider reads them from its prompt cache.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type Fault, type ModelServer, startModelServer } from '@perdure/model-server';
import { aiSdk } from '@perdure/providers/ai-sdk';
import { createRuntime, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { tool } from 'ai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';

/** As long as a page of context. What a request adds at its end is less than a hundredth of it. */
const prompt = `Read this: ${'the quick brown fox jumps over the lazy dog. '.repeat(2_000)}`;
const looking: Fault = { kind: 'toolCall', name: 'look', arguments: {} };
const look = tool({ inputSchema: z.object({}), execute: () => 'a, b, c' });

async function serve(faults: Fault[]): Promise<ModelServer> {
  const server = await startModelServer({ tokenDelayMs: 0, faults });
  onTestFinished(() => server.close());
  return server;
}

async function open(server: ModelServer, settings: Parameters<typeof aiSdk>[1]): Promise<Runtime> {
  const model = createOpenAICompatible({
    name: 'demo',
    baseURL: server.baseUrl,
    includeUsage: true,
  });
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: aiSdk(model('perdure-demo'), settings),
    policy: { baseMs: 10 },
  });
  onTestFinished(() => runtime.close());
  return runtime;
}

/** Cached share of each request but the first. */
const shares = (server: ModelServer): number[] =>
  server
    .received()
    .slice(1)
    .map(({ cachedTokens, promptTokens }) => cachedTokens / promptTokens);

const changes = async (runtime: Runtime) =>
  (await runtime.events('t1', 0)).filter(({ type }) => type === 'request.changed');

describe('the cached share of a request is 99 % or more', () => {
  // The second cut comes after a tool, which gives the retry of the first cut back.
  it('after a cut in mid-answer, and after a tool', async () => {
    const server = await serve([
      { kind: 'cut', afterTokens: 3 },
      looking,
      { kind: 'cut', afterTokens: 3 },
    ]);
    const runtime = await open(server, { tools: { look } });
    const run = await runtime.thread('t1').start({ prompt });
    expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 1 });
    expect(shares(server)).toHaveLength(3);
    for (const share of shares(server)) expect(share).toBeGreaterThanOrEqual(0.99);
    expect(await changes(runtime)).toEqual([]);
  });

  it('after an approval, and in the next turn', async () => {
    const server = await serve([looking]);
    const runtime = await open(server, {
      tools: { look },
      toolApproval: { look: 'user-approval' },
    });
    const thread = runtime.thread('t1');
    const run = await thread.start({ prompt });
    await vi.waitFor(() => expect(run.getSnapshot().value).toBe('awaitingInput'));
    await run.send({ type: 'run.answer', answer: true });
    await run.done();
    await (await thread.start({ prompt: 'And now?' })).done();
    expect(shares(server)).toHaveLength(2);
    for (const share of shares(server)) expect(share).toBeGreaterThanOrEqual(0.99);
    expect(await changes(runtime)).toEqual([]);
  });

  it('after the process was killed in the middle of an answer', async () => {
    const server = await serve([looking, { kind: 'stall', afterTokens: 3 }]);
    const folder = mkdtempSync(join(tmpdir(), 'perdure-cache-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const program = join(import.meta.dirname, 'prompt-cache-host.ts');
    const args = [program, join(folder, 'agent.db'), server.baseUrl];
    const first = spawn(process.execPath, [...args, prompt], { stdio: 'inherit' });
    await vi.waitFor(() => expect(server.received()).toHaveLength(2), { timeout: 30_000 });
    await vi.waitFor(() => expect(server.received()[1]?.sentTokens).toBe(3), {
      timeout: 30_000,
    });
    first.kill('SIGKILL');
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', retryCount: 0 });
    expect(shares(server)).toHaveLength(2);
    for (const share of shares(server)) expect(share).toBeGreaterThanOrEqual(0.99);
  }, 60_000);
});

it('a request that differs before its end is told in the log, with the field', async () => {
  const server = await serve([{ kind: 'status', status: 503 }]);
  const runtime = await open(server, ({ retryCount }) => ({ temperature: retryCount }));
  await (await runtime.thread('t1').start({ prompt: 'Why?' })).done();
  expect(await changes(runtime)).toMatchObject([{ fields: ['temperature'] }]);
});
