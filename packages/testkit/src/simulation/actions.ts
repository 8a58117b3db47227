/** The actions of a history, as fast-check commands. An action is plain data, so that it can be printed. */
import type { RunCommand } from '@perdure/run';
import type fc from 'fast-check';
import type { PowerCut, StoreFault } from './faulty-store.ts';
import type { Manner, ProviderAct } from './providers.ts';
import type { ReaderKind } from './readers.ts';
import { threadIds, type World } from './world.ts';

/**
 * What decides whether an action is possible. It is separate from the world, so that fast-check can shrink a history
 * without a world.
 */
export interface Model {
  runs: number;
  readers: number;
}

/** How long to wait before the next action: for some microtasks, or until the action has no more effects. */
export type Rest = { turns: 'all' } | { microtasks: number };

export type Action =
  | {
      do: 'start';
      thread: number;
      policy: keyof typeof policies;
      again: boolean;
      replaces: boolean;
      onQuestion: 'withdraw' | 'wait';
    }
  /** Edits the first queued prompt of a thread: its run is cancelled, and another one takes its place. */
  | { do: 'edit'; thread: number }
  | {
      do: 'send';
      pick: number;
      command: RunCommand['type'];
    }
  /** A step of a provider's call. `late`: the call is one that the runtime has stopped. */
  | { do: 'act'; pick: number; act: ProviderAct; late: boolean }
  /** Sets how the provider's later calls behave. */
  | { do: 'behave'; manner: Manner }
  | { do: 'pass'; ms: number }
  /** Sets the wall clock forward or back by `ms` milliseconds. */
  | { do: 'set'; ms: number }
  /** Cuts the power of the host. `starting`: a second power cut, while the host starts again; null for none. */
  | { do: 'crash'; cut: PowerCut; starting: PowerCut | null }
  /** Closes the runtime in good order, and starts another one. */
  | { do: 'close' }
  /** Drains the runtime, and starts another one. */
  | { do: 'drain'; withinMs: number }
  /** From now on, the run ends the process with each attempt. */
  | { do: 'poison'; pick: number }
  | { do: 'fail'; fault: StoreFault; times: number }
  | { do: 'heal' }
  | { do: 'join'; reader: ReaderKind; thread: number }
  | { do: 'resume' }
  | { do: 'leave'; pick: number };

const policies = {
  usual: {},
  short: { maxRetries: 1, maxTotalRetries: 3 },
  interrupting: { onLost: 'interrupt' },
} as const;

const needsRun = new Set<Action['do']>(['send', 'act', 'poison']);
const needsReader = new Set<Action['do']>(['resume', 'leave']);

export class ActionCommand implements fc.AsyncCommand<Model, World> {
  readonly #action: Action;
  readonly #rest: Rest;

  constructor(action: Action, rest: Rest) {
    this.#action = action;
    this.#rest = rest;
  }

  check({ runs, readers }: Readonly<Model>): boolean {
    if (needsRun.has(this.#action.do)) return runs > 0;
    return needsReader.has(this.#action.do) ? readers > 0 : true;
  }

  async run(model: Model, world: World): Promise<void> {
    if (this.#action.do === 'start') model.runs++;
    if (this.#action.do === 'join') model.readers++;
    await perform(world, this.#action);
    if ('turns' in this.#rest) await world.time.untilIdle();
    else for (let n = 0; n < this.#rest.microtasks; n++) await null;
    if (world.host.isDead) await world.restart();
    world.check();
  }

  toString(): string {
    return JSON.stringify({ ...this.#action, ...this.#rest });
  }
}

async function perform(world: World, action: Action): Promise<void> {
  const { coverage, host, providers, runIds, resumedIds, readers, time } = world;
  switch (action.do) {
    case 'start': {
      const known = runIds.at(-1);
      const threadId = threadIds[action.thread] ?? threadIds[0];
      const runId = action.again && known !== undefined ? known : `${threadId}-${runIds.length}`;
      const replaces = runIds.findLast((id) => id.startsWith(threadId));
      return world.start(threadId, runId, `Why is it so, ${runId}?`, {
        policy: policies[action.policy],
        onQuestion: action.onQuestion,
        ...(action.replaces && replaces !== undefined && { replaces }),
      });
    }
    case 'edit': {
      const threadId = threadIds[action.thread] ?? threadIds[0];
      const queued = world
        .stories()
        .get(threadId)
        ?.find(({ state }) => state === 'queued');
      if (queued === undefined) return;
      coverage.hit('start: in the place of a queued run');
      world.send(queued.id, 'run.cancel');
      const runId = `${threadId}-${runIds.length}`;
      return world.start(threadId, runId, `Why is it so, ${runId}?`, { replaces: queued.id });
    }
    case 'send':
      return world.send(picked([...runIds, ...resumedIds], action.pick), action.command);
    case 'act': {
      const calls = providers.calls(!action.late);
      if (calls.length === 0) return;
      coverage.hit(action.late ? 'attempt: late act' : `attempt: ${action.act}`);
      return providers.act(picked(calls, action.pick), action.act);
    }
    case 'behave':
      providers.manner = action.manner;
      return coverage.hit(`provider: ${action.manner}`);
    case 'pass':
      return time.pass(action.ms);
    case 'set':
      time.set(action.ms);
      return coverage.hit(action.ms > 0 ? 'clock: set forward' : 'clock: set back');
    case 'crash':
      coverage.hit(`power cut: ${action.cut}`);
      world.acknowledged.losses.crashes++;
      host.faulty.cutPower(action.cut);
      if (action.starting !== null && action.cut === 'now') await world.restart(action.starting);
      return;
    case 'close':
      coverage.hit('closed in good order');
      return world.closeAndStart();
    case 'drain':
      coverage.hit('drained');
      return world.drainAndStart(action.withinMs);
    case 'poison':
      return void world.acknowledged.losses.poisoned.add(picked(runIds, action.pick));
    case 'fail':
      coverage.hit(`store fault: ${action.fault}`);
      return host.faulty.fail(action.fault, action.times);
    case 'heal':
      return host.faulty.heal();
    case 'join':
      return world.join(action.reader, threadIds[action.thread] ?? threadIds[0]);
    case 'resume':
      for (const reader of readers) world.resume(reader);
      return;
    case 'leave':
      return picked(readers, action.pick).leave();
  }
}

const picked = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
