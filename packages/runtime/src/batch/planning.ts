/** Calls the plans of a batch on what is recorded. What they read and is not in memory is loaded first. */
import type { Core } from '@perdure/core';
import { type Answer, andThen } from '../ports/answer.ts';
import type { Clock } from '../ports/clock.ts';
import type { LoadedThread } from '../ports/plan-reads.ts';
import type { Write } from '../ports/store.ts';
import { Batch } from './batch.ts';
import { NotLoaded, type Recorded, type Subject } from './recorded.ts';
import { BatchTracer, type Trace } from './trace.ts';

/** A plan changes the batch, or throws to refuse. It may be called several times, each time on a new batch. */
export type Plan<T> = (batch: Batch) => T;

export interface Entry {
  /** Name of the plan, for the trace. */
  name: string;
  plan: Plan<unknown>;
  subject: Subject;
  /** True for a plan that is the only one of its batch. */
  isAlone?: boolean;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** A batch that is planned, and not recorded yet. */
export interface Planned {
  batch: Batch;
  entries: readonly Entry[];
  /** Tells each entry its result or its refusal. Called after the commit, because both may depend on earlier plans. */
  answers: readonly (() => void)[];
  writes: readonly Write[];
  /** Ids of the threads that it changes. */
  threadIds: ReadonlySet<string>;
  /** These threads as they were loaded. */
  loaded: ReadonlyMap<string, LoadedThread>;
  tracer: BatchTracer | undefined;
}

export interface PlanningOptions {
  recorded: Recorded;
  core: Core;
  clock: Clock;
  trace?: Trace | undefined;
  /** Resolves once all batches that were planned before are recorded, because the store's answers would be too old. */
  whenWritten: () => Answer<void>;
  /** True if earlier plans wait to be repeated. */
  isSuperseded: () => boolean;
}

/** Thrown if earlier plans must be repeated before those of the batch. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/**
 * Plans a batch, whose changes are in `recorded` then.
 *
 * @throws {Superseded} and what the store throws if it can't be read
 */
export function planBatch(entries: readonly Entry[], options: PlanningOptions): Answer<Planned> {
  const { recorded } = options;
  for (const { subject } of entries) recorded.want(subject);
  if (recorded.isMissing) return loadAndPlan(entries, options);
  const planned = tryPlans(entries, options);
  if (recorded.isMissing) return loadAndPlan(entries, options);
  const { writes } = planned.batch;
  return { ...planned, writes, ...recorded.apply(writes) };
}

function loadAndPlan(entries: readonly Entry[], options: PlanningOptions): Answer<Planned> {
  const { recorded, whenWritten } = options;
  const again = () => {
    if (options.isSuperseded()) throw new Superseded();
    return planBatch(entries, options);
  };
  if (!recorded.mustWait) return andThen(recorded.load(), again);
  return andThen(whenWritten(), () => andThen(recorded.load(), again));
}

/** Calls the plans on a new batch. Those that miss something end early; the batch is of no use then. */
function tryPlans(
  entries: readonly Entry[],
  { recorded, core, clock, trace }: PlanningOptions,
): Omit<Planned, 'writes' | 'threadIds' | 'loaded'> {
  const tracer = trace && new BatchTracer(trace);
  const batch = new Batch({ store: recorded, core, at: clock.now(), onStep: tracer?.onStep });
  const answers = entries.map(({ name, plan, resolve, reject }) => {
    tracer?.begin(name);
    try {
      const result = batch.savepoint(() => plan(batch));
      return () => resolve(result);
    } catch (refusal) {
      if (refusal instanceof NotLoaded) return () => {};
      tracer?.refuse(refusal);
      return () => reject(refusal);
    }
  });
  return { batch, entries, answers, tracer };
}
