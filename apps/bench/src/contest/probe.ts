/**
 * Observes each run from outside: calls of its model, pieces that its subscriber got, and the delay of a piece. The
 * code of the probe and its cost are the same for all contenders.
 */
import { failsAfter, piece, pieces, sent } from './workload.ts';

/** What the probe observes of one run. */
export class Watch {
  calls = 0;
  received = 0;
  readonly #times: { produced: Float64Array; received: Float64Array } | undefined;

  /** @param timed true to time each piece */
  constructor(timed: boolean) {
    const times = () => new Float64Array(failsAfter + pieces);
    if (timed) this.#times = { produced: times(), received: times() };
  }

  /** One call of the workload's model. The first call of a run fails, the second answers. */
  model(): AsyncGenerator<string> {
    return this.modelAs(piece);
  }

  /** As `model`, with pieces in the contender's own form; see `sent`. */
  modelAs<T>(as: T, end?: T): AsyncGenerator<T> {
    const attempt = this.calls++;
    const source = sent(attempt, as, end);
    return this.#times === undefined ? source : timed(source, attempt, this.#times.produced);
  }

  /** Call when the run's subscriber gets a piece. */
  got(text: string): void {
    if (text === '') return;
    if (this.#times !== undefined) this.#times.received[this.received] = performance.now();
    this.received++;
  }

  /** The delay of each piece, milliseconds. A subscriber that got fewer pieces than were sent got the last ones. */
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

/**
 * Times each piece of a generator. It replaces the method `next` and does not wrap the generator, because another
 * generator would add a promise to each piece.
 */
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

/** Finds the `Watch` of a run by its id, because frameworks call the model far from the code that starts the run. */
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
