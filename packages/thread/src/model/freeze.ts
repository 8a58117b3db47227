/** Freezes values that several readers share, because a reader that writes to one would change it for all others. */

/**
 * Freezes a plain value with all that it holds, and returns it. Bytes stay writable, because JavaScript can't freeze them.
 *
 * What is frozen already counts as frozen throughout, so that a large value is walked once. A loop and no recursion,
 * because JSON from outside may be nested thousands of levels deep.
 */
export function deepFreeze<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Object.isFrozen(next) || !isPlain(next)) continue;
    Object.freeze(next);
    for (const held of Object.values(next)) if (typeof held === 'object') open.push(held);
  }
  return value;
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
