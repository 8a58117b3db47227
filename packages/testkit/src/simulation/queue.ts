/**
 * The queue of a thread by its log: whether its runs start by themselves, or are held because the run before them has
 * failed for what they would meet too.
 */
import type { ThreadEvent } from '@perdure/thread';
import type { RunStory } from './check-log.ts';

/** Kinds of failures that hold a queue, unless the server has refused one request again and again. */
const holding =
  /^(?:quotaExceeded|unauthorized|contextOverflow|network|overloaded|rateLimited|serverError|timeout)$/;

export class Queue {
  readonly #runs: ReadonlyMap<string, RunStory>;
  #isHeld = false;

  /** @param runs of the thread; kept up to date by the caller */
  constructor(runs: ReadonlyMap<string, RunStory>) {
    this.#runs = runs;
  }

  /** True if the thread is free and has queued runs that nothing holds. */
  get isStuck(): boolean {
    const isFree = [...this.#runs.values()].every(
      ({ state }) => !['running', 'retrying', 'parked', 'awaitingInput'].includes(state),
    );
    return isFree && this.#isWaiting && !this.#isHeld;
  }

  /** Call with each event of a run, after the run has its new state. */
  add(run: RunStory, event: ThreadEvent): void {
    if (event.type === 'run.failed') {
      const { kind, repeats } = event.failure;
      this.#isHeld = holding.test(kind) && repeats === undefined;
    }
    // A run that replaces another one takes its turn.
    if (event.type === 'run.started') {
      run.wasHeld = this.#isHeld && run.replaces === undefined;
      this.#isHeld = false;
    }
    this.#isHeld &&= this.#isWaiting;
  }

  get #isWaiting(): boolean {
    return [...this.#runs.values()].some(({ state }) => state === 'queued');
  }
}
