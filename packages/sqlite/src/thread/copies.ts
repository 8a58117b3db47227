/** Copies that the thread that writes makes for this one. */
import { randomUUID } from 'node:crypto';
import type { Told } from '../copying.ts';
import type { Answer, Request } from './messages.ts';
import { fromTransported } from './transported.ts';

interface Copy {
  tell: Told;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export class Copies {
  readonly #request: (request: Request) => Promise<void>;
  readonly #underWay = new Map<string, Copy>();

  constructor(request: (request: Request) => Promise<void>) {
    this.#request = request;
  }

  get size(): number {
    return this.#underWay.size;
  }

  /** Writes all pages to a new file. It rejects with what `tell` throws. */
  copy(to: string, tell: Told): Promise<void> {
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      this.#underWay.set(id, { tell, resolve, reject });
      this.#request({ type: 'copy', id, to }).catch((error) => this.#take(id)?.reject(error));
    });
  }

  receive(answer: Extract<Answer, { type: 'copied' | 'copyEnd' }>): void {
    if (answer.type === 'copied') this.#copied(answer);
    else if (answer.error === undefined) this.#take(answer.id)?.resolve();
    else this.#take(answer.id)?.reject(fromTransported(answer.error));
  }

  /** The thread makes no copies any more. */
  end(error: Error): void {
    for (const id of [...this.#underWay.keys()]) this.#take(id)?.reject(error);
  }

  #copied({ id, pages, remaining }: { id: string; pages: number; remaining: number }): void {
    const copy = this.#underWay.get(id);
    // The end of the copy rejects it, because nothing writes to its file then.
    try {
      copy?.tell(pages, remaining);
    } catch (error) {
      const { reject } = copy as Copy;
      const fail = () => reject(error);
      this.#underWay.set(id, { tell() {}, resolve: fail, reject: fail });
      void this.#request({ type: 'stopCopy', id }).catch(() => {});
    }
  }

  #take(id: string): Copy | undefined {
    const copy = this.#underWay.get(id);
    this.#underWay.delete(id);
    return copy;
  }
}
