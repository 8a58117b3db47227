/** What may happen in a history, as fast-check commands: each is data, and is printed as what it is. */
import fc from 'fast-check';
import { type PowerCut, powerCuts, type StoreFault, storeFaults } from './faulty-store.ts';
import { type Act, acts, type Manner, manners } from './puppets.ts';
import { type ReaderKind, readerKinds } from './readers.ts';
import { threadIds, type World } from './world.ts';

/** What makes a step possible: kept apart from the world, so that a history can be shrunk without one. */
export interface Model {
  runs: number;
  readers: number;
}

/** What comes after a step before the next: nothing, some microtasks, or all that follows from it. */
type Rest = { turns: 'all' } | { microtasks: number };

type Deed =
  | {
      do: 'start';
      thread: number;
      policy: keyof typeof policies;
      again: boolean;
      replaces: boolean;
    }
  | {
      do: 'send';
      pick: number;
      command: 'run.cancel' | 'run.retryNow' | 'run.answer' | 'run.start';
    }
  | { do: 'act'; pick: number; act: Act; late: boolean }
  | { do: 'mind'; manner: Manner }
  | { do: 'pass'; ms: number }
  | { do: 'set'; ms: number }
  | { do: 'crash'; cut: PowerCut; starting: PowerCut | null }
  | { do: 'fail'; fault: StoreFault; times: number }
  | { do: 'heal' }
  | { do: 'join'; reader: ReaderKind; thread: number }
  | { do: 'resume' }
  | { do: 'leave'; pick: number };

const policies = {
  usual: {},
  short: { maxRetries: 1 },
  interrupting: { onLost: 'interrupt' },
} as const;

const needsRun = new Set<Deed['do']>(['send', 'act']);
const needsReader = new Set<Deed['do']>(['resume', 'leave']);

export class Step implements fc.AsyncCommand<Model, World> {
  readonly #deed: Deed;
  readonly #rest: Rest;

  constructor(deed: Deed, rest: Rest) {
    this.#deed = deed;
    this.#rest = rest;
  }

  check({ runs, readers }: Readonly<Model>): boolean {
    if (needsRun.has(this.#deed.do)) return runs > 0;
    return needsReader.has(this.#deed.do) ? readers > 0 : true;
  }

  async run(model: Model, world: World): Promise<void> {
    if (this.#deed.do === 'start') model.runs++;
    if (this.#deed.do === 'join') model.readers++;
    await perform(world, this.#deed);
    if ('turns' in this.#rest) await world.time.settle();
    else for (let n = 0; n < this.#rest.microtasks; n++) await null;
    if (world.life.isOver) await world.restart();
    world.check();
  }

  toString(): string {
    return JSON.stringify({ ...this.#deed, ...this.#rest });
  }
}

async function perform(world: World, deed: Deed): Promise<void> {
  const { coverage, life, puppets, runIds, readers, time } = world;
  switch (deed.do) {
    case 'start': {
      const known = runIds.at(-1);
      const threadId = threadIds[deed.thread] ?? threadIds[0];
      const runId = deed.again && known !== undefined ? known : `${threadId}-${runIds.length}`;
      const replaces = runIds.findLast((id) => id.startsWith(threadId));
      return world.start(threadId, runId, `Why is it so, ${runId}?`, {
        policy: policies[deed.policy],
        ...(deed.replaces && replaces !== undefined && { replaces }),
      });
    }
    case 'send':
      return world.send(picked(runIds, deed.pick), deed.command);
    case 'act': {
      const calls = puppets.calls(!deed.late);
      if (calls.length === 0) return;
      coverage.hit(deed.late ? 'attempt: late act' : `attempt: ${deed.act}`);
      return puppets.act(picked(calls, deed.pick), deed.act);
    }
    case 'mind':
      puppets.manner = deed.manner;
      return coverage.hit(`provider: ${deed.manner}`);
    case 'pass':
      return time.pass(deed.ms);
    case 'set':
      time.set(deed.ms);
      return coverage.hit(deed.ms > 0 ? 'clock: set forward' : 'clock: set back');
    case 'crash':
      coverage.hit(`power cut: ${deed.cut}`);
      life.faulty.cutPower(deed.cut);
      if (deed.starting !== null && deed.cut === 'now') await world.restart(deed.starting);
      return;
    case 'fail':
      coverage.hit(`store fault: ${deed.fault}`);
      return life.faulty.fail(deed.fault, deed.times);
    case 'heal':
      return life.faulty.heal();
    case 'join':
      return world.join(deed.reader, threadIds[deed.thread] ?? threadIds[0]);
    case 'resume':
      for (const reader of readers) world.resume(reader);
      return;
    case 'leave':
      return picked(readers, deed.pick).leave();
  }
}

const picked = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

const second = 1_000;
const hour = 3_600 * second;
const thread = fc.nat({ max: threadIds.length - 1 });
const pick = fc.nat({ max: 20 });
const from = <T>(...list: readonly T[]) => fc.constantFrom(...list);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('start'),
      thread,
      policy: from('usual', 'usual', 'short', 'interrupting'),
      again: from(false, false, false, true),
      replaces: from(false, false, true),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send'),
      pick,
      command: from('run.cancel', 'run.retryNow', 'run.retryNow', 'run.answer', 'run.start'),
    }),
  },
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constant('act'),
      pick,
      act: from(
        ...acts,
        'text',
        'text',
        'toolCall',
        'toolResult',
        'finish',
        'unavailable',
        'windowUsedUp',
      ),
      late: from(false, false, false, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('mind'),
      manner: from(...manners, ...Array<Manner>(4).fill('heeds')),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      ms: from(
        0,
        1,
        500,
        second,
        2 * second,
        3 * second,
        5 * second,
        33 * second,
        125 * second,
        hour,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set'),
      ms: from(-hour, -5 * second, 5 * second, hour, 24 * hour),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash'),
      cut: from(...powerCuts),
      starting: from(null, null, 'before', 'after'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fail'),
      fault: from(...storeFaults),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('heal') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('join'), reader: from(...readerKinds), thread }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), pick }) },
) as fc.Arbitrary<Deed>;

const rest: fc.Arbitrary<Rest> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ turns: 'all' } as const) },
  { weight: 2, arbitrary: fc.record({ microtasks: fc.nat({ max: 12 }) }) },
);

export const step: fc.Arbitrary<Step> = fc
  .tuple(deed, rest)
  .map(([deed, rest]) => new Step(deed, rest));
