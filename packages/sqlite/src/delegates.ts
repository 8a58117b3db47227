/** Methods of an object that another one may take the place of. */

/** The methods of what `current` returns at each call. */
export function delegates<T extends object>(current: () => T): T {
  const names = Object.keys(current()) as (keyof T)[];
  const entries = names.map((name) => [
    name,
    (...args: unknown[]) => (current()[name] as (...args: unknown[]) => unknown)(...args),
  ]);
  return Object.fromEntries(entries) as T;
}
