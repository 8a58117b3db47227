/** What a store has not answered yet. A test whose clock is simulated waits for it, because a thread takes real time. */
import { type Answer, isPromise } from '@perdure/runtime/store';

export class UnderWay {
  readonly #answers = new Set<Promise<unknown>>();

  note<T>(answer: Answer<T>): Answer<T> {
    if (!isPromise(answer)) return answer;
    this.#answers.add(answer);
    const end = () => void this.#answers.delete(answer);
    answer.then(end, end);
    return answer;
  }

  /** Waits for what is under way now. @returns whether anything was */
  async settled(): Promise<boolean> {
    if (this.#answers.size === 0) return false;
    await Promise.allSettled(this.#answers);
    return true;
  }
}
