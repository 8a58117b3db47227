/** A store whose process can die: from then on nothing is written, and the runtime that holds it can only be closed. */
import { type LocalStore, wrapStore } from '@perdure/runtime/store';

export interface MortalStore {
  /** The store to pass to the runtime. */
  store: LocalStore;
  /** Every later write fails, also those of an orderly close. */
  die(): void;
}

export function mortalStore(inner: LocalStore): MortalStore {
  let isDead = false;
  return {
    store: wrapStore(inner, {
      commit(writes) {
        if (isDead) throw new Error('The process is dead.');
        return inner.commit(writes);
      },
    }),
    die() {
      isDead = true;
    },
  };
}
