/** Checks of options. All packages check theirs with these functions, where an app hands them in. */

/**
 * An option is out of its bounds. The message names the option, its bounds and the value. Correct it where it is given;
 * `undefined` stands for the default of every option.
 */
export class InvalidOptionError extends RangeError {
  override readonly name = 'InvalidOptionError';
  /** Path of the option, such as `timeouts.idleMs`. */
  readonly option: string;

  /** @param bounds what the option must be, such as `a function` */
  constructor(option: string, bounds: string, value: unknown) {
    super(`The option '${option}' must be ${bounds}, and it is ${shown(value)}.`);
    this.option = option;
  }
}

/** The value as a text of 60 characters at most. Objects are named by their type alone, because they may hold secrets. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 60)}'`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

export interface NumberBounds {
  min: number;
  max: number;
  /** True if fractions are refused. */
  whole?: boolean;
  /** True if `Infinity` is taken too, for no bound. */
  infinity?: boolean;
}

/** @throws {InvalidOptionError} unless the value is a number within the bounds */
export function checkNumber(
  option: string,
  value: unknown,
  { min, max, whole = false, infinity = false }: NumberBounds,
): void {
  if (infinity && value === Infinity) return;
  const isNumber = whole ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (isNumber && (value as number) >= min && (value as number) <= max) return;
  const bounds = `a ${whole ? 'whole ' : ''}number from ${min} to ${max}${infinity ? ', or Infinity' : ''}`;
  throw new InvalidOptionError(option, bounds, value);
}

/** @throws {InvalidOptionError} unless the value is a function */
export function checkFunction(option: string, value: unknown): void {
  if (typeof value !== 'function') throw new InvalidOptionError(option, 'a function', value);
}

/** @throws {InvalidOptionError} unless the value is one of the words */
export function checkChoice(option: string, value: unknown, words: readonly string[]): void {
  if (!words.includes(value as string))
    throw new InvalidOptionError(option, `one of ${words.join(', ')}`, value);
}

/** @throws {InvalidOptionError} unless the value is an object that is no list */
export function checkObject(option: string, value: unknown): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidOptionError(option, 'an object', value);
}

/**
 * Refuses an option with an unknown name, because a misspelt one would be ignored.
 *
 * @param at path of the object that holds the options, such as `timeouts`; empty for the options themselves
 * @throws {InvalidOptionError}
 */
export function checkKnownOptions(at: string, options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (names.includes(name) || value === undefined) continue;
    throw new InvalidOptionError(
      at === '' ? name : `${at}.${name}`,
      `absent, because the options here are ${names.join(', ')}`,
      value,
    );
  }
}

/** The defaults with the fields of `own`. A field that is `undefined` keeps its default. */
export function withDefaults<T extends object>(defaults: T, own: Partial<T> | undefined): T {
  const given = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
