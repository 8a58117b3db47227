/**
 * Lets the suspects into `running` one at a time, so that the run that ends the process is told apart from those that
 * were beside it. Everything that decides is in the stored context: a run that waits stays as it is in a crash, and is
 * not counted for it.
 */
import { isSuspect } from '@perdure/run';
import { FreshMap } from '../fresh-map.ts';
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

interface Isolated {
  threadId: string;
  fence: number;
  suspicion: number;
  /** Undefined until the attempt begins. */
  timer?: unknown;
}

export class Quarantine {
  readonly #options: QuarantineOptions;
  /**
   * The suspects that are under way or wait for a place, with the timers of their isolation. A person may have started
   * more than one.
   */
  readonly #isolated = new FreshMap<string, Isolated>();

  constructor(options: QuarantineOptions) {
    this.#options = options;
  }

  /** True for a waiting run that may begin only while no other suspect is under way. */
  holds({ stored }: RunRecord): boolean {
    return this.#options.isolationMs > 0 && isSuspect(stored.context);
  }

  /** True while a suspect is under way, or waits for a place, that has not been cleared. */
  get isBusy(): boolean {
    return this.#isolated.size > 0;
  }

  /** Call with each run that a commit has changed. */
  onRun(run: RunRecord): void {
    const { id, threadId, stored } = run;
    const fence = stored.state === 'running' && this.holds(run) ? stored.attemptFence : null;
    if (this.#isolated.get(id)?.fence === fence) return;
    this.#release(id);
    if (fence !== null)
      this.#isolated.set(id, { threadId, fence, suspicion: stored.context.suspicion });
  }

  /** Call with each thread that a commit has forgotten. */
  onForgotten(threadId: string): void {
    for (const [id, isolated] of this.#isolated)
      if (isolated.threadId === threadId) this.#release(id);
  }

  /** Call when an attempt begins, because only from then on a suspect shows whether it ends the process. */
  onBegin(runId: string, fence: number): void {
    const isolated = this.#isolated.get(runId);
    if (isolated?.fence !== fence) return;
    const { clock, isolationMs, clear, onError } = this.#options;
    const ms = Math.min(isolationMs * 2 ** (isolated.suspicion - 2), longestIsolationMs);
    isolated.timer = clock.setTimeout(() => {
      clear(runId, fence)
        .catch(onError)
        .finally(() => this.#release(runId, fence));
    }, ms);
  }

  close(): void {
    for (const { timer } of this.#isolated.values()) this.#options.clock.clearTimeout(timer);
    this.#isolated.clear();
  }

  #release(runId: string, fence = this.#isolated.get(runId)?.fence): void {
    const isolated = this.#isolated.get(runId);
    if (isolated === undefined || isolated.fence !== fence) return;
    this.#options.clock.clearTimeout(isolated.timer);
    this.#isolated.delete(runId);
    this.#options.onFree();
  }
}
