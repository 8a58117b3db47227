/**
 * Maps the errors of an open file to typed ones. After the first error that reports damage, nothing more is written,
 * because an insert into a damaged file may succeed and make the damage worse.
 */
import { DamagedRowError } from './errors.ts';
import { faultOf, toCorruptError, toWriteError } from './faults.ts';
import { DamagedText } from './json-column.ts';

type Methods = Record<string, (...args: never[]) => unknown>;

export class ErrorMapping {
  readonly #file: string;
  /** SQLite's first error that reported damage; undefined before that. */
  #damage: unknown;

  constructor(file: string) {
    this.#file = file;
  }

  /** The same methods, but for damage they throw a `CorruptFileError`, or a `DamagedRowError` if it is in one text. */
  reading<T extends Methods>(methods: T): T {
    return wrapped(methods, (method) => {
      try {
        return method();
      } catch (error) {
        this.#note(error);
        throw this.#toReadError(error);
      }
    });
  }

  /** The same methods, but every error that they throw is a `StoreWriteError`. */
  writing<T extends Methods>(methods: T): T {
    return wrapped(methods, (method) => {
      if (this.#damage !== undefined) throw toWriteError(this.#damage);
      try {
        return method();
      } catch (error) {
        this.#note(error);
        throw toWriteError(error);
      }
    });
  }

  #toReadError(error: unknown): unknown {
    if (error instanceof DamagedText)
      return new DamagedRowError(this.#file, error.place, { cause: error.cause });
    return faultOf(error) === 'corrupt' ? toCorruptError(this.#file, error) : error;
  }

  #note(error: unknown): void {
    if (faultOf(error) === 'corrupt') this.#damage ??= error;
  }
}

function wrapped<T extends Methods>(methods: T, call: (method: () => unknown) => unknown): T {
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    (...args: never[]) => call(() => method(...args)),
  ]);
  return Object.fromEntries(entries) as T;
}
