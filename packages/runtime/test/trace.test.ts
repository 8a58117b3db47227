/** The trace of batches: what a run's way through the batch looks like from outside. */
import { expect, it } from 'vitest';
import {
  type BatchTrace,
  createRuntime,
  formatTrace,
  type Provider,
  systemClock,
} from '../src/index.ts';
import { memoryStore } from '../src/memory/index.ts';
import { wrapStore } from '../src/ports/store.ts';

let calls = 0;
/** Fails the first time, then answers. */
const provider: Provider = async function* () {
  if (++calls === 1) throw Object.assign(new Error('HTTP 503'), { statusCode: 503 });
  yield { type: 'text', text: 'Yes.' };
  yield { type: 'finish', reason: 'stop' };
};

it('tells plan, effects, writes and releases of each batch, in order', async () => {
  calls = 0;
  const traces: BatchTrace[] = [];
  const runtime = await createRuntime({
    store: memoryStore(),
    provider,
    policy: { baseMs: 0 },
    trace: (batch) => traces.push(batch),
    clock: { ...systemClock, now: () => 0 },
  });
  const run = await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await run.done();
  await runtime.close();

  expect(traces.flatMap(({ plans }) => plans.map(({ name }) => name))).toEqual([
    'start r1',
    'attempt.failed r1/1',
    'attempt.completed r1/3',
  ]);
  const text = traces.map(formatTrace).join('\n');
  expect(text.split('\n').slice(0, 10)).toEqual([
    'batch 1970-01-01T00:00:00.000Z',
    '  plan     start r1',
    '  effects  r1 queued → running: emit run.started, emit attempt.started, startAttempt 1',
    '  write    createRun r1 running',
    '  write    appendEvent r1 run.queued',
    expect.stringMatching(/^ {2}write {4}putMessage r1 \S+ completed$/),
    '  write    appendEvent r1 message.completed',
    '  write    appendEvent r1 run.started',
    '  write    appendEvent r1 attempt.started',
    '  write    startAttempt r1/1',
  ]);
  expect(text).toContain('  write    endAttempt r1/1 failed: serverError by status/5xx');
  expect(text).toContain('  release  startAttempt r1/1');
  expect(text).toContain('  effects  r1 running → retrying: stopAttempt 1,');
});

it('says why nothing was written, and releases nothing then', async () => {
  const memory = memoryStore();
  let isFull = true;
  const store = wrapStore(memory, {
    commit(writes) {
      if (isFull) throw new Error('no room');
      return memory.commit(writes);
    },
  });
  const traces: BatchTrace[] = [];
  const runtime = await createRuntime({ store, provider, trace: (batch) => traces.push(batch) });
  await expect(runtime.thread('t1').start({ prompt: 'Why?' })).rejects.toThrow('no room');
  isFull = false;
  await runtime.close();
  expect(traces).toHaveLength(1);
  expect(traces[0]?.releases).toEqual([]);
  expect(formatTrace(traces[0] as BatchTrace)).toContain('  error    Nothing was written:');
});

it('that throws is reported, and keeps nothing from being released', async () => {
  calls = 1;
  const errors: unknown[] = [];
  const runtime = await createRuntime({
    store: memoryStore(),
    provider,
    trace: () => {
      throw new Error('a defect of the trace');
    },
    onError: (error) => errors.push(error),
  });
  const run = await runtime.thread('t1').start({ prompt: 'Why?' });
  expect((await run.done()).status).toBe('completed');
  await runtime.close();
  expect(errors.map(String)).toContain('Error: a defect of the trace');
});

it('that rejects is reported, and ids in it forge no line', async () => {
  calls = 1;
  const errors: unknown[] = [];
  const lines: string[] = [];
  const runtime = await createRuntime({
    store: memoryStore(),
    provider,
    trace: async (batch) => {
      lines.push(...formatTrace(batch).split('\n'));
      throw new Error('a defect of the trace');
    },
    onError: (error) => errors.push(error),
  });
  const run = await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1\n  write    forged' });
  await run.done();
  await runtime.close();
  expect(errors.map(String)).toContain('Error: a defect of the trace');
  expect(lines.filter((line) => line.startsWith('  write    forged'))).toEqual([]);
  expect(lines).toContain('  plan     start r1\\n  write    forged');
});
