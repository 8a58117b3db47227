/**
 * Kills its own process with SIGKILL at an exact place. SIGKILL is used because it runs no handler and flushes nothing.
 */
import { andThen, type Store, wrapStore } from '@perdure/runtime/store';
import type { KillPlace, KillPoint } from '../kill-point.ts';

export class KillSwitch {
  readonly #kill: KillPoint | undefined;
  #times = 0;

  constructor(kill: KillPoint | undefined) {
    this.#kill = kill;
  }

  /**
   * Call when the process has reached a place. If the place is the kill point, the process is killed and the call does
   * not return.
   */
  reach(place: KillPlace): void {
    const kill = this.#kill;
    if (kill === undefined || 'ms' in kill || kill.at !== place) return;
    if (++this.#times === kill.nth) process.kill(process.pid, 'SIGKILL');
  }

  /** Wraps a store so that `beforeCommit` and `afterCommit` are reached at each commit. */
  guard(store: Store): Store {
    return wrapStore(store, {
      commit: (...given) => {
        this.reach('beforeCommit');
        return andThen(store.commit(...given), (committed) => {
          this.reach('afterCommit');
          return committed;
        });
      },
    });
  }
}
