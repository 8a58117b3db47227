/**
 * Access to hostile values without a throw: getters may throw, proxies may be revoked, and objects may only pretend to
 * be iterable.
 */

export function get(source: unknown, key: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  try {
    return (source as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

export function keysOf(source: object): string[] {
  try {
    return Object.keys(source).slice(0, 50);
  } catch {
    return [];
  }
}

/**
 * Those of the keys that a value may have, in their order. Parsed JSON has its own fields alone, and to skip the others
 * is cheaper than to read them.
 */
export function among<Key extends string>(source: object, keys: readonly Key[]): readonly Key[] {
  try {
    if (Object.getPrototypeOf(source) !== Object.prototype) return keys;
    const own = Object.keys(source);
    return own.length > 20 ? keys : keys.filter((key) => own.includes(key));
  } catch {
    return keys;
  }
}

/** `Array.isArray` without a throw. Needed because `Array.isArray` throws for a revoked proxy. */
export function isArray(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

export function isIterable(value: object): value is Iterable<unknown> {
  try {
    return Symbol.iterator in value;
  } catch {
    return false;
  }
}
