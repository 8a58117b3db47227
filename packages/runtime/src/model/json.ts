/** What comes from outside and is recorded: it must be what will be read back, or fail where it came in. */

/**
 * The value as a store gives it back: dates are text, what is undefined is not there.
 *
 * @throws {TypeError} for what is no JSON: a circle, a BigInt, a function
 */
export function asJson<T>(value: T): T {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`This is no JSON: ${String(value)}`);
  return JSON.parse(text) as T;
}
