/**
 * A `Map` for what comes and goes with each run. V8 (Node 24.21) makes a new table of a `Map` after some deletions and
 * at each `clear()`, and the former table leads to it. A table that has once reached the old generation then keeps all
 * later ones, with what was deleted from them, through every collection of the young generation. A copy has no former
 * table.
 */

/** Fewest deletions before the map is copied. */
const fewest = 32;

export class FreshMap<K, V> {
  #map = new Map<K, V>();
  #deleted = 0;

  get size(): number {
    return this.#map.size;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  set(key: K, value: V): void {
    this.#map.set(key, value);
  }

  delete(key: K): void {
    if (!this.#map.delete(key)) return;
    if (++this.#deleted <= Math.max(this.#map.size, fewest)) return;
    this.#map = new Map(this.#map);
    this.#deleted = 0;
  }

  clear(): void {
    if (this.#map.size === 0) return;
    this.#map = new Map();
    this.#deleted = 0;
  }

  keys(): IterableIterator<K> {
    return this.#map.keys();
  }

  values(): IterableIterator<V> {
    return this.#map.values();
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.#map.entries();
  }
}
