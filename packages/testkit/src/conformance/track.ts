/**
 * One path that is replayed on a host, and what the host must show after each step.
 *
 * State and context come from the machine's graph. The events come from a separate table, so that a machine that stops
 * emitting an event is noticed too.
 */
import type { RunContext, RunEmitted, RunEvent } from '@perdure/run';
import type { RunPath, RunSnapshot } from '../graph/index.ts';
import type { Seen } from './host.ts';

export class Track {
  readonly id: string;
  readonly path: RunPath;
  /** Index in `path.steps` of the last step that the host must have taken. */
  step = 0;
  #events: RunEmitted[] = [];
  #attempts = 0;
  #deadline: number | null = null;

  constructor(id: string, path: RunPath) {
    this.id = id;
    this.path = path;
  }

  get snapshot(): RunSnapshot {
    return this.#stepAt(this.step).state;
  }

  /** The event of the next step; undefined at the end of the path. */
  get next(): RunEvent | undefined {
    return this.path.steps[this.step + 1]?.event;
  }

  /** The deadline of the run's timer, in epoch milliseconds; null outside of a wait. */
  get deadline(): number | null {
    return this.#deadline;
  }

  get isWaiting(): boolean {
    return this.snapshot.hasTag('waiting');
  }

  /** The step and the path as text: `step 2 (attempt.failed) of: xstate.init → run.start → attempt.failed → …` */
  get place(): string {
    const types = this.path.steps.map(({ event }) => event.type);
    return `step ${this.step} (${types[this.step]}) of: ${types.join(' → ')}`;
  }

  /** Takes the next step. @param now epoch milliseconds */
  advance(now: number): void {
    const before = this.snapshot;
    const { event, state } = this.#stepAt(++this.step);
    const { wait } = state.context;
    this.#deadline = wait === null ? null : now + wait.ms;
    if (state.value === 'running' && event.type !== 'attempt.cleared') this.#attempts++;
    this.#events.push(...emitted(before, event, state, this.#deadline));
  }

  get expected(): Seen {
    const { value, context } = this.snapshot;
    return {
      state: value as Seen['state'],
      context: this.#timed(context),
      events: this.#events,
      deadline: this.#deadline,
      attempts: this.#attempts,
    };
  }

  /**
   * The context with the deadline of its wait. The graph's context has none, because the events of the graph have no
   * `at`.
   */
  #timed(context: RunContext): RunContext {
    const { wait } = context;
    return wait === null ? context : { ...context, wait: { ...wait, until: this.#deadline } };
  }

  #stepAt(index: number): RunPath['steps'][number] {
    const step = this.path.steps[index];
    if (step === undefined) throw new Error(`The path has no step ${index}.`);
    return step;
  }
}

function emitted(
  before: RunSnapshot,
  event: RunEvent,
  { value, context }: RunSnapshot,
  retryAt: number | null,
): RunEmitted[] {
  const { retryCount, lossCount, policy, wait, output, question, answer } = context;
  const failure = context.failure as NonNullable<typeof context.failure>;
  switch (value) {
    case 'running': {
      if (event.type === 'attempt.cleared') return [];
      const events: RunEmitted[] = [];
      if (before.value === 'queued') events.push({ type: 'run.started' });
      if (event.type === 'run.answer') events.push({ type: 'run.answered', answer });
      return [...events, { type: 'attempt.started', retryCount }];
    }
    case 'retrying':
    case 'parked': {
      const { maxRetries } = policy;
      const losses = event.type === 'attempt.lost' && !event.orderly ? { lossCount } : {};
      const waiting = { retryCount, maxRetries, waitMs: wait?.ms ?? 0, retryAt, failure };
      return [{ type: `run.${value}`, ...waiting, ...losses }];
    }
    case 'awaitingInput':
      return [{ type: 'run.asked', question }];
    case 'completed':
      return [{ type: 'run.completed', output }];
    case 'failed':
    case 'interrupted':
      return [{ type: `run.${value}`, failure }];
    case 'cancelled':
      return [{ type: 'run.cancelled' }];
    default:
      throw new Error(`The table has no events for the state '${String(value)}'.`);
  }
}
