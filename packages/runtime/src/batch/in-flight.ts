/** The batches that are planned and not answered yet, in the order in which they were planned. */
import type { Committed } from '../ports/store.ts';
import type { Planned } from './planning.ts';

/** What became of a batch: what was recorded, or why nothing was. */
export type Outcome = Committed | { readonly error: unknown };

interface Flight {
  planned: Planned;
  outcome?: Outcome;
}

export class InFlight {
  readonly #onOutcome: (planned: Planned, outcome: Outcome) => void;
  readonly #flights: Flight[] = [];

  /** @param onOutcome called with each batch, in order, once the batches before it have their outcomes */
  constructor(onOutcome: (planned: Planned, outcome: Outcome) => void) {
    this.#onOutcome = onOutcome;
  }

  get size(): number {
    return this.#flights.length;
  }

  /** Adds a batch. Returns the function to call with its outcome. */
  add(planned: Planned): (outcome: Outcome) => void {
    const flight: Flight = { planned };
    this.#flights.push(flight);
    return (outcome) => {
      flight.outcome = outcome;
      this.#settle();
    };
  }

  #settle(): void {
    for (;;) {
      const [first] = this.#flights;
      if (first?.outcome === undefined) return;
      this.#flights.shift();
      this.#onOutcome(first.planned, first.outcome);
    }
  }
}
