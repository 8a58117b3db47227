/**
 * Lets the suspects into `running` one at a time, so that the run that ends the process is told apart from those that
 * were beside it. Everything that decides is in the stored context: a run that waits stays as it is in a crash, and is
 * not counted for it.
 */
import { isSuspect } from '@perdure/run';
import type { Clock } from '../ports/clock.ts';
import type { RunRecord } from '../ports/store.ts';

export interface QuarantineOptions {
  clock: Clock;
  /** How long a suspect is alone at first, milliseconds. Each further crash doubles it. 0 turns the quarantine off. */
  isolationMs: number;
  /** Records that the attempt is cleared. */
  clear: (runId: string, fence: number) => Promise<void>;
  /** Called when the next suspect may begin. */
  onFree: () => void;
  onError: (error: unknown) => void;
}

/** Longest time that a suspect is alone, milliseconds. */
const longestIsolationMs = 600_000;

export class Quarantine {
  readonly #options: QuarantineOptions;
  /** The suspects under way, with the timers of their isolation. A person may have started more than one. */
  readonly #isolated = new Map<string, { fence: number; timer: unknown }>();

  constructor(options: QuarantineOptions) {
    this.#options = options;
  }

  /** True for a waiting run that may begin only while no other suspect is under way. */
  holds({ stored }: RunRecord): boolean {
    return this.#options.isolationMs > 0 && isSuspect(stored.context);
  }

  /** True while a suspect is under way that has not been cleared. */
  get isBusy(): boolean {
    return this.#isolated.size > 0;
  }

  /** Call with each run that a commit has changed. */
  onRun(run: RunRecord): void {
    const { id, stored } = run;
    const fence = stored.state === 'running' && this.holds(run) ? stored.attemptFence : null;
    if (this.#isolated.get(id)?.fence === fence) return;
    this.#release(id);
    if (fence !== null) this.#isolate(id, fence, stored.context.suspicion);
  }

  close(): void {
    for (const { timer } of this.#isolated.values()) this.#options.clock.clearTimeout(timer);
    this.#isolated.clear();
  }

  #isolate(runId: string, fence: number, suspicion: number): void {
    const { clock, isolationMs, clear, onError } = this.#options;
    const ms = Math.min(isolationMs * 2 ** (suspicion - 2), longestIsolationMs);
    const timer = clock.setTimeout(() => {
      clear(runId, fence)
        .catch(onError)
        .finally(() => this.#release(runId, fence));
    }, ms);
    this.#isolated.set(runId, { fence, timer });
  }

  #release(runId: string, fence = this.#isolated.get(runId)?.fence): void {
    const isolated = this.#isolated.get(runId);
    if (isolated === undefined || isolated.fence !== fence) return;
    this.#options.clock.clearTimeout(isolated.timer);
    this.#isolated.delete(runId);
    this.#options.onFree();
  }
}
