/**
 * What a host must show after each step of a path: the state and the context from the machine's graph, the
 * words from a table of their own, so that a machine that falls silent is noticed too.
 */
import type { RunContext, RunEmitted, RunEvent } from '@perdure/run';
import type { RunPath, RunSnapshot } from '../graph/index.ts';
import type { Seen } from './host.ts';

/** One path on its way through a host. */
export class Track {
  readonly id: string;
  readonly path: RunPath;
  /** The step that the host must have taken. */
  step = 0;
  #events: RunEmitted[] = [];
  #attempts = 0;
  #until: number | null = null;

  constructor(id: string, path: RunPath) {
    this.id = id;
    this.path = path;
  }

  get snapshot(): RunSnapshot {
    return this.#stepAt(this.step).state;
  }

  /** The event that leads on; undefined at the end of the path. */
  get next(): RunEvent | undefined {
    return this.path.steps[this.step + 1]?.event;
  }

  get deadline(): number | null {
    return this.#until;
  }

  get isWaiting(): boolean {
    return this.snapshot.hasTag('waiting');
  }

  /** Takes the next step, at a time. */
  advance(now: number): void {
    const before = this.snapshot;
    const { event, state } = this.#stepAt(++this.step);
    const { wait } = state.context;
    this.#until = wait === null ? null : now + wait.ms;
    if (state.value === 'running') this.#attempts++;
    this.#events.push(...said(before, event, state, this.#until));
  }

  get expected(): Seen {
    const { value, context } = this.snapshot;
    return {
      state: value as Seen['state'],
      context: this.#timed(context),
      events: this.#events,
      deadline: this.#until,
      attempts: this.#attempts,
    };
  }

  /** The graph's events carry no time; a host's do. */
  #timed(context: RunContext): RunContext {
    const { wait } = context;
    return wait === null ? context : { ...context, wait: { ...wait, until: this.#until } };
  }

  #stepAt(index: number): RunPath['steps'][number] {
    const step = this.path.steps[index];
    if (step === undefined) throw new Error(`The path has no step ${index}.`);
    return step;
  }
}

function said(
  before: RunSnapshot,
  event: RunEvent,
  { value, context }: RunSnapshot,
  retryAt: number | null,
): RunEmitted[] {
  const { retries, policy, wait, output, question, answer } = context;
  const failure = context.failure as NonNullable<typeof context.failure>;
  switch (value) {
    case 'running': {
      const words: RunEmitted[] = [];
      if (before.value === 'queued') words.push({ type: 'run.started' });
      if (event.type === 'run.answer') words.push({ type: 'run.answered', answer });
      return [...words, { type: 'attempt.started', retry: retries }];
    }
    case 'retrying':
    case 'parked': {
      const { maxRetries } = policy;
      const waiting = { retry: retries, maxRetries, waitMs: wait?.ms ?? 0, retryAt, failure };
      return [{ type: `run.${value}`, ...waiting }];
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
      throw new Error(`Nothing is known of the state '${String(value)}'.`);
  }
}
