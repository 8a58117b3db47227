/**
 * Gives what goes wrong in an open file its name. Where damage is met, nothing more is written: an insert into
 * a damaged file may well succeed, and make it worse.
 */
import { faultOf, toCorruptError, toWriteError } from './faults.ts';

type Methods = Record<string, (...args: never[]) => unknown>;

export class Soundness {
  readonly #file: string;
  /** What SQLite said when it was first met. */
  #damage: unknown;

  constructor(file: string) {
    this.#file = file;
  }

  /** The same methods; of a damaged file they throw a `CorruptFileError`. */
  reading<T extends Methods>(methods: T): T {
    return wrapped(methods, (method) => {
      try {
        return method();
      } catch (error) {
        this.#note(error);
        throw faultOf(error) === 'corrupt' ? toCorruptError(this.#file, error) : error;
      }
    });
  }

  /** The same methods; whatever they throw is a `StoreWriteError`. */
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
