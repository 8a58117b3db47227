/** A file moves into PostgreSQL with runs under way, and they go on there; and back. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRuntime, type Provider, type Runtime } from '@perdure/runtime';
import type { Store } from '@perdure/runtime/store';
import { sqliteStore } from '@perdure/sqlite';
import { textOf } from '@perdure/thread';
import { expect, inject, it, onTestFinished } from 'vitest';
import { postgresStore } from '../src/index.ts';

const program = new URL('../bin/perdure-move.ts', import.meta.url).pathname;
const run = promisify(execFile);
const perdureMove = (...args: string[]) => run(process.execPath, [program, ...args]);

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-move-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'agent.db');
}

const failed = (statusCode: number, retryAfter: string) =>
  Object.assign(new Error(`HTTP ${statusCode}`), {
    statusCode,
    responseHeaders: { 'retry-after': retryAfter },
  });

/** Fails, asks or says half of its answer at first, as the thread is called; answers once `isWell`. */
const world = { isWell: false };
const provider: Provider = async function* ({ threadId, answer, signal }) {
  if (world.isWell || threadId === 'done' || threadId === 'forgotten') {
    if (threadId === 'asks' && answer === null) yield { type: 'ask', question: 'Which?' };
    yield { type: 'text', text: `Whole, ${JSON.stringify(answer)}.` };
    yield { type: 'finish', reason: 'stop' };
    return;
  }
  yield { type: 'text', text: 'Half \0 \ud83d ' };
  if (threadId === 'waits') throw failed(503, '3');
  if (threadId === 'parked') throw failed(429, '3600');
  if (threadId === 'asks') yield { type: 'ask', question: 'Which?' };
  else await new Promise((resolve) => signal.addEventListener('abort', resolve));
};

const open = async (store: Store): Promise<Runtime> => {
  const runtime = await createRuntime({ store, provider, checkpointMs: 50, isolationMs: 0 });
  onTestFinished(() => runtime.close());
  return runtime;
};

const stateOf = async (runtime: Runtime, id: string) =>
  (await runtime.run(id))?.getSnapshot().value;

/** Starts a run in each state, and copies the file as it is after a crash. */
async function fill(file: string): Promise<string> {
  world.isWell = false;
  const runtime = await open(sqliteStore(file));
  const start = (id: string, more = {}) =>
    runtime.thread(id).start({ prompt: `Prompt of ${id}`, runId: id, ...more });
  await (await start('done')).done();
  await (await start('done', { runId: 'edited', replaces: 'done' })).done();
  await (await start('forgotten')).done();
  await runtime.thread('forgotten').forget();
  const file1 = { data: Buffer.from('a text'), mediaType: 'text/plain', name: 'a.txt' };
  await start('half', {
    prompt: [
      { type: 'text', text: 'Read.' },
      { type: 'file', ...file1 },
    ],
  });
  await start('half', { runId: 'queued' });
  for (const id of ['waits', 'parked', 'asks']) await start(id);
  const states = { waits: 'retrying', parked: 'parked', asks: 'awaitingInput', half: 'running' };
  for (const [id, state] of Object.entries(states))
    await expect.poll(() => stateOf(runtime, id)).toBe(state);
  // The half of the answer is recorded.
  await expect.poll(async () => (await runtime.thread('half').page()).seq).toBeGreaterThan(3);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const copy = newFile();
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, copy + end);
  await runtime.close();
  return copy;
}

it('runs that wait, ask, are parked, queued and half said go on in PostgreSQL, and then in a file again', async () => {
  const copy = await fill(newFile());
  const schema = `test-${randomUUID()}`;
  const { stdout } = await perdureMove(copy, inject('postgresUrl'), '--schema', schema);
  expect(stdout).toMatch(/Moved and compared: 5 threads, 7 runs/);

  world.isWell = true;
  const there = await open(postgresStore(inject('postgresUrl'), { schema }));
  expect(await stateOf(there, 'parked')).toBe('parked');
  const done = async (id: string) => (await (await there.run(id))?.done())?.status;
  expect(await done('half')).toBe('completed');
  expect(await done('queued')).toBe('completed');
  expect(await done('waits')).toBe('completed');
  await there.thread('asks').send('asks', { type: 'run.answer', answer: 'This.' });
  expect(await done('asks')).toBe('completed');
  await there.thread('parked').send('parked', { type: 'run.retryNow' });
  expect(await done('parked')).toBe('completed');
  const { messages } = await there.thread('done').page();
  expect(messages.map(textOf)).toEqual(['Prompt of done', 'Whole, null.']);
  const after = await (await there.thread('forgotten').start({ prompt: 'Again?' })).done();
  expect(after.status).toBe('completed');
  // It begins behind the events of the thread of the same name that was forgotten.
  expect((await there.thread('forgotten').events(0))[0]?.seq).toBeGreaterThan(6);
  const logs = async (runtime: Runtime) =>
    Promise.all(
      ['done', 'half', 'waits', 'parked', 'asks', 'forgotten'].map((id) =>
        runtime.thread(id).events(0),
      ),
    );
  const before = await logs(there);
  await expect(perdureMove(inject('postgresUrl'), newFile(), '--schema', schema)).rejects.toThrow(
    /1 processes have the schema open/,
  );
  await there.close();

  const back = newFile();
  await perdureMove(inject('postgresUrl'), back, '--schema', schema);
  const here = await open(sqliteStore(back));
  expect(await logs(here)).toEqual(before);
  expect((await here.thread('half').page()).messages.map(textOf)).toEqual([
    'Read.',
    'Whole, null.',
    'Prompt of half',
    'Whole, null.',
  ]);
  const next = await here.thread('done').start({ prompt: 'More?' });
  expect(await next.done()).toMatchObject({ status: 'completed' });
}, 60_000);

it('what is in use, full or not there is refused with what to do', async () => {
  const file = newFile();
  const url = inject('postgresUrl');
  await expect(perdureMove(file, url)).rejects.toThrow(/There is no file/);
  await expect(perdureMove(url, url)).rejects.toThrow(/One of the two must be a file/);
  const runtime = await open(sqliteStore(file));
  await (await runtime.thread('done').start({ prompt: 'Why?' })).done();
  const schema = `test-${randomUUID()}`;
  await expect(perdureMove(file, url, '--schema', schema)).rejects.toThrow(/has '.*' open/);
  await runtime.close();
  await perdureMove(file, url, '--schema', schema);
  await expect(perdureMove(file, url, '--schema', schema)).rejects.toThrow(/has 1 threads/);
  await expect(perdureMove(url, file, '--schema', schema)).rejects.toThrow(/is there already/);
});
