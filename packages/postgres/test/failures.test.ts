/** What becomes of runs when a process dies or freezes, and when the database is away (G15). */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createRuntime, type Provider, type Runtime } from '@perdure/runtime';
import { textOf } from '@perdure/thread';
import { PostgresServer } from 'perdure-tools/postgres';
import { expect, inject, it, onTestFinished } from 'vitest';
import { postgresStore } from '../src/index.ts';

const answers: Provider = async function* () {
  yield { type: 'text', text: 'Whole.' };
  yield { type: 'finish', reason: 'stop' };
};

async function open(url: string, schema: string, provider: Provider): Promise<Runtime> {
  const runtime = await createRuntime({
    store: postgresStore(url, { schema, leaseMs: 3_000, statementMs: 5_000 }),
    provider,
    policy: { baseMs: 20, maxMs: 20 },
    checkpointMs: 100,
    isolationMs: 0,
    onError: () => {},
  });
  onTestFinished(() => runtime.close());
  return runtime;
}

/** Starts a process whose run is under way. */
async function startNode(url: string, schema: string) {
  const child = fork(new URL('./node-process.ts', import.meta.url), [url, schema]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const told: string[] = [];
  child.on('message', (what) => told.push(String(what)));
  await expect.poll(() => told).toContain('started');
  return { child, told };
}

const isOver = async (runtime: Runtime) => {
  const run = await runtime.run('r1');
  return run?.done();
};

const end = async (child: ChildProcess) => {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

it('the attempt of a process that was killed is lost, and its run goes on in another one', async () => {
  const [url, schema] = [inject('postgresUrl'), `test-${randomUUID()}`];
  const { child } = await startNode(url, schema);
  const other = await open(url, schema, answers);
  await pause(300);
  await end(child);
  expect(await isOver(other)).toMatchObject({ status: 'completed' });
  const { messages, runs } = await other.thread('t1').page();
  expect(textOf(messages.at(-1) as never)).toBe('Whole.');
  expect(runs[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'completed']);
});

it('a process that was frozen changes nothing once it goes on, and is of use again', async () => {
  const [url, schema] = [inject('postgresUrl'), `test-${randomUUID()}`];
  const { child, told } = await startNode(url, schema);
  const other = await open(url, schema, answers);
  child.kill('SIGSTOP');
  expect(await isOver(other)).toMatchObject({ status: 'completed' });
  const before = await other.thread('t1').events(0);
  child.kill('SIGCONT');
  await expect.poll(() => told).toContain('aborted');
  expect(await other.thread('t1').events(0)).toEqual(before);
  const { messages } = await other.thread('t1').page();
  expect(messages.map(textOf)).toEqual(['Why?', 'Whole.']);
});

it('attempts go on while the database is away, and each begins once', async () => {
  const server = await PostgresServer.start();
  onTestFinished(() => server.remove());
  const begun: string[] = [];
  let isEnding = false;
  const provider: Provider = async function* ({ idempotencyKey }) {
    begun.push(idempotencyKey);
    do {
      yield { type: 'text', text: '.' };
      await pause(50);
    } while (!isEnding);
    yield { type: 'finish', reason: 'stop' };
  };
  const nodes = [
    await open(server.url, 'perdure', provider),
    await open(server.url, 'perdure', provider),
  ];
  const runs = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      (nodes[at % 2] as Runtime).thread(`t${at}`).start({ prompt: 'Why?' }),
    ),
  );
  await expect.poll(() => begun).toHaveLength(10);
  await server.kill();
  const refused = nodes[0]?.thread('new').start({ prompt: 'Now?', runId: 'new' });
  await expect(refused).rejects.toMatchObject({ name: 'StoreWriteError', reason: 'unavailable' });
  // Longer than the leases, so that all of them run out together.
  await pause(4_000);
  await server.start();
  // Each of the nodes looks around before the other one's lease is renewed, or after it.
  await pause(4_000);
  isEnding = true;
  const ends = await Promise.all(runs.map((run) => run.done()));
  expect(ends.map(({ status }) => status)).toEqual(Array(10).fill('completed'));
  expect(begun).toHaveLength(10);
  const retried = await nodes[0]?.thread('new').start({ prompt: 'Now?', runId: 'new' });
  expect(await retried?.done()).toMatchObject({ status: 'completed' });
}, 60_000);
