/**
 * What is seen of each run from outside: how often its model was called, how many pieces its subscriber got,
 * and how long a piece was on its way.
 */
import { type Contender, failsAfter, model, pieces } from '../../src/runs/workload.ts';

export type Durability = 'full' | 'normal';

/** What all contenders are asked. */
export const prompt = 'Why is the sky blue?';

/** A contender in a worker. */
export interface Entrant extends Contender {
  /** What the database holds of a run that has completed. */
  recorded?(id: string): Promise<Recorded> | Recorded;
  /** Seconds of CPU that a server of its own has used so far. */
  serverCpuSeconds?(): number;
  close(): void | Promise<void>;
}

/** One whose records can be looked at: all peers. */
export interface Audited extends Entrant {
  recorded(id: string): Promise<Recorded> | Recorded;
}

export interface Recorded {
  prompt: unknown;
  answer: unknown;
}

/** Makes a contender that keeps its database in the folder and reports its runs to the probe. */
export type Make = (folder: string, durability: Durability, probe: Probe) => Promise<Audited>;

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

  /** The workload's model: its first call in a run fails, the next one answers. */
  model(): AsyncIterable<string> {
    const attempt = this.calls++;
    return this.#times === undefined ? model(attempt) : timed(attempt, this.#times.produced);
  }

  /** The run's subscriber has got the next piece. */
  got(piece: string): void {
    if (piece === '') return;
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
function timed(attempt: number, produced: Float64Array): AsyncIterable<string> {
  const source = model(attempt);
  let index = attempt === 0 ? 0 : failsAfter;
  const end = attempt === 0 ? failsAfter : failsAfter + pieces;
  const next = () => {
    if (index < end) produced[index++] = performance.now();
    return source.next();
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: () => source.return(undefined) }) };
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
