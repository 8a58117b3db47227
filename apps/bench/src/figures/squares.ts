/** What ten times as much costs: a queue, a message and a thread. A square would cost a hundred times as much. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Chunk, createRuntime, type Provider, type Run, type Runtime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { median } from '../statistics.ts';
import { removeDatabase } from './database-file.ts';
import { isolated, type Say } from './isolated.ts';

/** The figures of one workload at two sizes. All times are medians, measured alternately in one process. */
export interface Square {
  what: string;
  size: number;
  ms: number;
  /** At ten times the size. */
  tenfoldMs: number;
  ratio: number;
}

export interface Given {
  folder: string;
  rounds: number;
}

const finish: Chunk = { type: 'finish', reason: 'stop' };

/** Calls `tools` times a tool, then says `pieces` pieces of a text, 50 characters each. */
const said = (tools: number, pieces: number): Provider =>
  async function* () {
    for (let index = 0; index < tools; index++) {
      yield { type: 'toolCall', id: `c${index}`, name: 'look', input: {} };
      yield { type: 'toolResult', id: `c${index}`, name: 'look', output: 'x'.repeat(500) };
    }
    for (let index = 0; index < pieces; index++) yield { type: 'text', text: 'x'.repeat(50) };
    yield { type: 'text', text: 'Done.' };
    yield finish;
  };

type Workload = (runtime: Runtime, size: number) => Promise<number>;

/** The time of an action, milliseconds. */
async function timed(action: () => unknown): Promise<number> {
  const from = performance.now();
  await action();
  return performance.now() - from;
}

const oneRun: Workload = (runtime) =>
  timed(async () => (await runtime.thread('t').start({ prompt: 'Why?' })).done());

/** Runs whose end is measured. */
const ended = 200;

/** Asks a human in the first run, so that the others wait. */
function asking(): Provider {
  return async function* ({ runId, answer }) {
    if (runId === 'first' && answer === null) yield { type: 'ask', question: 'Go?' };
    else yield* [{ type: 'text', text: 'Done.' } as const, finish];
  };
}

async function ask(runtime: Runtime): Promise<Run> {
  const run = await runtime.thread('t').start({ prompt: 'Why?', runId: 'first' });
  while (run.getSnapshot().value !== 'awaitingInput') await setImmediate();
  return run;
}

/** Queues runs in one thread, 500 at a time. */
async function queue(runtime: Runtime, size: number): Promise<void> {
  for (let from = 0; from < size; from += 500)
    await Promise.all(
      Array.from({ length: Math.min(size - from, 500) }, (_, index) =>
        runtime
          .thread('t')
          .start({ prompt: 'Why?', runId: `q${from + index}`, onQuestion: 'wait' }),
      ),
    );
}

interface Case {
  what: string;
  size: number;
  provider: (size: number) => Provider;
  checkpointMs?: number;
  measure: Workload;
}

const cases: readonly Case[] = [
  {
    what: 'a message with so many tool results',
    size: 250,
    provider: (size) => said(size, 0),
    measure: oneRun,
  },
  {
    what: 'a message with so many pieces of text, a checkpoint each millisecond',
    size: 20_000,
    provider: (size) => said(0, size),
    checkpointMs: 1,
    measure: oneRun,
  },
  {
    what: 'so many runs queued in one thread',
    size: 500,
    provider: asking,
    measure: async (runtime, size) => {
      await ask(runtime);
      return timed(() => queue(runtime, size));
    },
  },
  {
    what: 'a run that ends with so many queued behind it',
    size: 2_000,
    provider: asking,
    measure: async (runtime, size) => {
      const first = await ask(runtime);
      await queue(runtime, size);
      const all = await timed(async () => {
        await first.send({ type: 'run.answer', answer: 'Go.' });
        await (await runtime.run(`q${ended - 1}`))?.done();
      });
      return all / ended;
    },
  },
  {
    what: 'the view of a thread with so many runs',
    size: 500,
    provider: () => said(0, 1),
    measure: async (runtime, size) => {
      for (let index = 0; index < size; index++) await oneRun(runtime, 1);
      return timed(() => runtime.thread('t').getSnapshot());
    },
  },
];

export async function squares({ folder, rounds }: Given, say: Say): Promise<Square[]> {
  const found: Square[] = [];
  for (const [index, { what }] of cases.entries()) {
    say(what);
    found.push(await isolated(import.meta.url, square, { folder, rounds, index }, say));
  }
  return found;
}

export async function square({
  folder,
  rounds,
  index,
}: Given & { index: number }): Promise<Square> {
  const { what, size, provider, checkpointMs, measure } = cases[index] as Case;
  const file = join(folder, `square-${index}.db`);
  const once = async (many: number): Promise<number> => {
    const store = sqliteStore(file, { durability: 'normal' });
    const runtime = await createRuntime({
      store,
      provider: provider(many),
      ...(checkpointMs !== undefined && { checkpointMs }),
    });
    try {
      return await measure(runtime, many);
    } finally {
      await runtime.close();
      removeDatabase(file);
    }
  };
  await once(size);
  const small: number[] = [];
  const large: number[] = [];
  for (let round = 0; round < rounds; round++) {
    small.push(await once(size));
    large.push(await once(size * 10));
  }
  const [ms, tenfoldMs] = [median(small), median(large)];
  return { what, size, ms, tenfoldMs, ratio: tenfoldMs / ms };
}
