/** A store whose process can die: from then on nothing is written, and the runtime that holds it can only be closed. */
import { andThen, type LocalStore, wrapStore } from '@perdure/runtime/store';
import { UnderWay } from './under-way.ts';

export interface MortalStore {
  /** The store to pass to the runtime. */
  store: LocalStore;
  /** Every later write fails, also those of an orderly close, and what is being written is not acknowledged. */
  die(): void;
  /** Writes that are not acknowledged yet. */
  underWay: UnderWay;
}

export function mortalStore(inner: LocalStore): MortalStore {
  let isDead = false;
  const checkAlive = () => {
    if (isDead) throw new Error('The process is dead.');
  };
  const underWay = new UnderWay();
  return {
    store: wrapStore(inner, {
      commit(...given) {
        checkAlive();
        const acknowledged = andThen(inner.commit(...given), (committed) => {
          checkAlive();
          return committed;
        });
        return underWay.note(acknowledged);
      },
      prune: (options) => underWay.note(inner.prune(options)),
    }),
    die() {
      isDead = true;
    },
    underWay,
  };
}
