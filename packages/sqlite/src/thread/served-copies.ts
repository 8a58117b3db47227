/** Copies of the file that the other thread has asked for. */
import type { FileStore } from '../file-store.ts';
import type { Answer } from './messages.ts';
import { toTransported } from './transported.ts';

export class ServedCopies {
  readonly #tell: (answer: Answer) => void;
  /** Ids of the copies that go on. */
  readonly #wanted = new Set<string>();

  constructor(tell: (answer: Answer) => void) {
    this.#tell = tell;
  }

  begin(file: FileStore, { id, to }: { id: string; to: string }): void {
    this.#wanted.add(id);
    const tell = (pages: number, remaining: number) => {
      if (!this.#wanted.has(id)) throw new Error('The copy is not wanted any more.');
      this.#tell({ type: 'copied', id, pages, remaining });
    };
    file.copy(to, tell).then(
      () => this.#end(id, undefined),
      (error) => this.#end(id, error),
    );
  }

  /** Ends the copy at its next pages. */
  stop(id: string): void {
    this.#wanted.delete(id);
  }

  #end(id: string, error: unknown): void {
    this.#wanted.delete(id);
    this.#tell({ type: 'copyEnd', id, error: error === undefined ? error : toTransported(error) });
  }
}
