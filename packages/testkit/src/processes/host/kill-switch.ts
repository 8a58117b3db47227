/** Kills its own process at an exact place with SIGKILL, because that signal runs no handler and flushes nothing. */
import { type Store, wrapStore } from '@perdure/runtime/store';
import type { KillPlace, KillPoint } from '../kill-point.ts';

export class KillSwitch {
  readonly #kill: KillPoint | undefined;
  #times = 0;

  constructor(kill: KillPoint | undefined) {
    this.#kill = kill;
  }

  /** The process has reached the place. Does not return if that is its kill point. */
  reach(place: KillPlace): void {
    const kill = this.#kill;
    if (kill === undefined || 'ms' in kill || kill.at !== place) return;
    if (++this.#times === kill.nth) process.kill(process.pid, 'SIGKILL');
  }

  /** The same store, with the places before and after a commit. */
  guard(store: Store): Store {
    return wrapStore(store, {
      commit: (writes) => {
        this.reach('beforeCommit');
        const events = store.commit(writes);
        this.reach('afterCommit');
        return events;
      },
    });
  }
}
