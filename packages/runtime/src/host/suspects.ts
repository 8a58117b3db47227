/** The suspects whose wait is over, and which of them begins next. */
import type { DueTimer, RunRecord } from '../ports/store.ts';
import type { Quarantine } from './quarantine.ts';

export interface SuspectsOptions {
  quarantine: Pick<Quarantine, 'holds' | 'isBusy'>;
}

export class Suspects {
  readonly #options: SuspectsOptions;
  readonly #held = new Map<string, { due: DueTimer; run: RunRecord }>();

  constructor(options: SuspectsOptions) {
    this.#options = options;
  }

  /** Keeps the wait of a suspect. Returns false for any other wait. @param run undefined if it cannot be read */
  holds(due: DueTimer, run: RunRecord | undefined): boolean {
    if (run === undefined || !this.#options.quarantine.holds(run)) return false;
    this.#held.set(due.runId, { due, run });
    return true;
  }

  /** True if one of them may begin now. */
  get canGo(): boolean {
    return this.#held.size > 0 && !this.#options.quarantine.isBusy;
  }

  /**
   * Takes the one that begins next: that with the fewest losses, because the run that ends the process has the most, and
   * of several that whose deadline came first. Undefined if none may begin.
   */
  next(): DueTimer | undefined {
    if (!this.canGo) return undefined;
    const [first] = [...this.#held.values()].sort((a, b) => lossesOf(a.run) - lossesOf(b.run));
    if (first === undefined) return undefined;
    this.#held.delete(first.due.runId);
    return first.due;
  }

  clear(): void {
    this.#held.clear();
  }
}

/** One number for the order: suspicion first, then the losses in a row. Both are at most 1,000. */
const lossesOf = ({ stored: { context } }: RunRecord): number =>
  context.suspicion * 10_000 + context.lossCount;
