/** The moments at which the SDK prepares a model call. Its stream shows a call only once the answer begins to arrive. */
import type { PrepareStepFunction, TextStreamPart, ToolSet } from 'ai';

type SdkPart = TextStreamPart<ToolSet>;

/** The model is called next. What came before is whole, whether the call succeeds or not. */
export interface StepPrepared {
  type: 'step-prepared';
}

export class Steps {
  readonly #prepared: PromiseWithResolvers<void>[] = [];

  /** The argument for `streamText`. @param prepareStep called with the options of each step */
  preparing(prepareStep: PrepareStepFunction<ToolSet>): PrepareStepFunction<ToolSet> {
    return (options) => {
      this.#step(options.stepNumber).resolve();
      return prepareStep(options);
    };
  }

  /** The parts of the stream, with `step-prepared` between two steps. */
  async *partsOf(stream: AsyncIterable<SdkPart>): AsyncGenerator<SdkPart | StepPrepared> {
    const parts = stream[Symbol.asyncIterator]();
    let finished = 0;
    let isBetween = false;
    try {
      for (;;) {
        const next = parts.next();
        // The rejection is handled, because the reader may leave before it is read.
        next.catch(() => {});
        if (isBetween) {
          const prepared = this.#step(finished).promise.then(() => true);
          if (await Promise.race([prepared, next.then(() => false)]))
            yield { type: 'step-prepared' };
        }
        const { done, value } = await next;
        if (done) return;
        isBetween = value.type === 'finish-step';
        if (isBetween) finished += 1;
        yield value;
      }
    } finally {
      await parts.return?.();
    }
  }

  #step(number: number): PromiseWithResolvers<void> {
    this.#prepared[number] ??= Promise.withResolvers<void>();
    return this.#prepared[number];
  }
}
