/**
 * What is seen of each run from outside: how often its model was called, how many pieces its subscriber got,
 * and how long a piece was on its way. It is the same for all, and costs all the same.
 */
import { failsAfter, piece, pieces, sent } from './workload.ts';

/** One run. */
export class Watch {
  calls = 0;
  received = 0;
  readonly #times: { produced: Float64Array; received: Float64Array } | undefined;

  /** With `timed`, it takes the time of each piece too. */
  constructor(timed: boolean) {
    const times = () => new Float64Array(failsAfter + pieces);
    if (timed) this.#times = { produced: times(), received: times() };
  }

  /** The workload's model, one call of it: the first in a run fails, the next one answers. */
  model(): AsyncGenerator<string> {
    return this.modelAs(piece);
  }

  /** The same, in a form of the contender's own; see `sent`. */
  modelAs<T>(as: T, end?: T): AsyncGenerator<T> {
    const attempt = this.calls++;
    const source = sent(attempt, as, end);
    return this.#times === undefined ? source : timed(source, attempt, this.#times.produced);
  }

  /** The run's subscriber has got the next piece. */
  got(text: string): void {
    if (text === '') return;
    if (this.#times !== undefined) this.#times.received[this.received] = performance.now();
    this.received++;
  }

  /** Milliseconds that each piece was on its way. Who got fewer than there were got the last of them. */
  delays(): number[] {
    if (this.#times === undefined) return [];
    const { produced, received } = this.#times;
    const missed = produced.length - this.received;
    return Array.from(
      { length: this.received },
      (_, index) => (received[index] ?? 0) - (produced[missed + index] ?? 0),
    );
  }
}

/** No generator around the generator: the time is taken in passing, and nothing more is awaited. */
function timed<T>(
  source: AsyncGenerator<T>,
  attempt: number,
  produced: Float64Array,
): AsyncGenerator<T> {
  let index = attempt === 0 ? 0 : failsAfter;
  const end = attempt === 0 ? failsAfter : failsAfter + pieces;
  const next = source.next.bind(source);
  source.next = () => {
    if (index < end) produced[index++] = performance.now();
    return next();
  };
  return source;
}

/** The runs under way, by their ids: frameworks call a model far from where the run was started. */
export class Probe {
  readonly #watches = new Map<string, Watch>();

  begin(id: string, timed: boolean): Watch {
    const watch = new Watch(timed);
    this.#watches.set(id, watch);
    return watch;
  }

  of(id: string): Watch {
    const watch = this.#watches.get(id);
    if (watch === undefined) throw new Error(`No run ${id} is under way.`);
    return watch;
  }

  end(id: string): void {
    this.#watches.delete(id);
  }
}
