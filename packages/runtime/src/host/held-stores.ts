/** Which stores have a runtime. Two runtimes on one store would call the provider twice for each attempt (G2, G5). */
import { type Answer, isPromise } from '../ports/answer.ts';
import { originOf, type Store } from '../ports/store.ts';

/** Another runtime has the store. Close that runtime first, or give this one a store of its own. */
export class StoreInUseError extends Error {
  override readonly name = 'StoreInUseError';

  constructor() {
    super(
      'A store serves one runtime at a time, and another runtime has this one. Close it first.',
    );
  }
}

/** The set is global, because a program may hold two copies of this package. */
const key = Symbol.for('@perdure/runtime held stores');
const global = globalThis as { [key]?: WeakSet<Store> };
const held = global[key] ?? new WeakSet<Store>();
global[key] = held;

/**
 * Takes the store, or the one that it wraps, for one runtime.
 *
 * @returns closes the store and lets it go. A second call changes nothing, because the store may have another runtime by
 *   then
 * @throws {StoreInUseError} if another runtime has the store
 */
export function holdStore(store: Store): () => Answer<void> {
  const origin = originOf(store);
  if (held.has(origin)) throw new StoreInUseError();
  held.add(origin);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const letGo = () => void held.delete(origin);
    try {
      const closed = store.close();
      if (isPromise(closed)) return closed.finally(letGo);
      letGo();
    } catch (error) {
      letGo();
      throw error;
    }
  };
}
