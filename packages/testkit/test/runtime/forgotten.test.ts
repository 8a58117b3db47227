/** Once somebody has left, or something is over, its memory is given back while the runtime goes on. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LocalThread, Provider, Run, Runtime } from '@perdure/runtime';
import { describe, expect, it } from 'vitest';
import { World } from './world.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** True once nothing refers to the object. Waits some event-loop turns, because a turn keeps what it has looked at. */
async function isForgotten(reference: WeakRef<object>): Promise<boolean> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    if (reference.deref() === undefined) return true;
  }
  return false;
}

const failed = Object.assign(new Error('No.'), { statusCode: 401 });

/** A provider that answers, fails or hangs, by the prompt, and a list of the signals of its calls. */
function byPrompt() {
  const signals: WeakRef<AbortSignal>[] = [];
  const provider: Provider = async function* ({ messages, signal }) {
    signals.push(new WeakRef(signal));
    const [part] = messages.at(-1)?.parts ?? [];
    yield { type: 'text', text: 'Well. ' };
    if (part?.type === 'text' && part.text === 'fail') throw failed;
    if (part?.type === 'text' && part.text === 'hang') await new Promise(() => {});
    yield { type: 'finish', reason: 'stop' };
  };
  return { provider, signals };
}

async function started(prompt: string) {
  const { provider, signals } = byPrompt();
  const world = new World('memory');
  const runtime = await world.start(provider);
  const thread = runtime.thread('t1');
  const run = await thread.start({ prompt });
  await world.untilIdle();
  return { world, runtime, thread, run, signals };
}

type Joins = (of: { thread: LocalThread; run: Run; runtime: Runtime }, told: () => void) => Leaves;
interface Leaves {
  unsubscribe(): void;
}

const readers: Record<string, Joins> = {
  'a stream': ({ thread }, told) => thread.stream({ seq: 0 }).subscribe(told),
  'the events of a thread': ({ thread }, told) => thread.events$.subscribe(told),
  'a view': ({ thread }, told) => thread.subscribe(told),
  'a run': ({ run }, told) => run.subscribe(told),
};

describe('who has left', () => {
  it.each(Object.entries(readers))('%s is forgotten', async (_, join) => {
    const { world, ...open } = await started('hang');
    const joined = () => {
      const told = () => {};
      join(open, told).unsubscribe();
      return new WeakRef(told);
    };
    expect(await isForgotten(joined())).toBe(true);
    expect(open.run.getSnapshot().value).toBe('running');
  });

  it.each(Object.entries(readers))('%s leaves nothing behind, 5,000 times', async (_, join) => {
    const { world, ...open } = await started('hang');
    const comeAndGo = () => {
      for (let n = 0; n < 5_000; n++) join(open, () => {}).unsubscribe();
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    comeAndGo();
    const before = comeAndGo();
    expect(comeAndGo() - before).toBeLessThan(500_000);
  });

  it.each(Object.entries(readers))('%s is remembered until then', async (_, join) => {
    const { world, ...open } = await started('hang');
    const joined = () => {
      const told = () => {};
      return { reference: new WeakRef(told), ...{ leaves: join(open, told) } };
    };
    const { reference, leaves } = joined();
    expect(await isForgotten(reference)).toBe(false);
    leaves.unsubscribe();
  });
});

it('a view that was looked at once is forgotten, though its thread goes on', async () => {
  const { runtime, run } = await started('hang');
  const looked = () => new WeakRef(runtime.thread('t1').getSnapshot());
  expect(await isForgotten(looked())).toBe(true);
  expect(run.getSnapshot().value).toBe('running');
});

describe('an attempt is forgotten once it is over by', () => {
  it.each([
    ['its answer', 'answer', 'completed'],
    ['a failure', 'fail', 'failed'],
    ['a cancel', 'hang', 'cancelled'],
  ])('%s', async (_, prompt, state) => {
    const { world, run, signals } = await started(prompt);
    if (state === 'cancelled') await run.send({ type: 'run.cancel' });
    await world.untilIdle();
    expect(run.getSnapshot().value).toBe(state);
    expect(signals).toHaveLength(1);
    expect(await isForgotten(signals[0] as WeakRef<AbortSignal>)).toBe(true);
  });
});
