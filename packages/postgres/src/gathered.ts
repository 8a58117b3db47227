/** Questions of one event-loop turn, asked together, because a round trip costs more than what most of them read. */

export class Gathered<Question, Answer> {
  readonly #askAll: (questions: readonly Question[]) => Promise<Answer[]>;
  #waiting: {
    question: Question;
    resolve: (answer: Answer) => void;
    reject: (error: unknown) => void;
  }[] = [];

  /** @param askAll answers each question in its place */
  constructor(askAll: (questions: readonly Question[]) => Promise<Answer[]>) {
    this.#askAll = askAll;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => void this.#askWaiting());
      this.#waiting.push({ question, resolve, reject });
    });
  }

  async #askWaiting(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const answers = await this.#askAll(waiting.map(({ question }) => question));
      for (const [at, { resolve }] of waiting.entries()) resolve(answers[at] as Answer);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
