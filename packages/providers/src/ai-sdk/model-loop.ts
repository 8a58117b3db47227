/** The loop of model steps in one attempt, also where it takes several calls of `streamText`. */
import type { StepResult, StopCondition, ToolSet } from 'ai';

type Step = StepResult<ToolSet>;
export type StopWhen = StopCondition<ToolSet> | readonly StopCondition<ToolSet>[];

/**
 * The SDK's own default is one step, which ends a run after its first tools. The number is that of the SDK's
 * `ToolLoopAgent`.
 */
const mostSteps = 20;

export class ModelLoop {
  readonly #conditions: readonly StopCondition<ToolSet>[];
  /** Of the calls of `streamText` that are over. */
  #former: readonly Step[] = [];

  /** @param stopWhen the app's own */
  constructor(stopWhen: StopWhen = ({ steps }) => steps.length === mostSteps) {
    this.#conditions = [stopWhen].flat();
  }

  /** All steps, those of the earlier calls of `streamText` included. */
  stepsWith(steps: readonly Step[]): Step[] {
    return [...this.#former, ...steps];
  }

  /** The argument for `streamText`. A step that reached the length limit is the last: its calls are cut off. */
  get stopWhen(): StopCondition<ToolSet>[] {
    const isCut: StopCondition<ToolSet> = ({ steps }) => steps.at(-1)?.finishReason === 'length';
    const own = this.#conditions.map(
      (condition): StopCondition<ToolSet> =>
        ({ steps }) =>
          condition({ steps: this.stepsWith(steps) }),
    );
    return [...own, isCut];
  }

  /** Goes on after a call of `streamText`. @returns false if the loop ends here */
  async continues(steps: readonly Step[]): Promise<boolean> {
    this.#former = this.stepsWith(steps);
    const all = [...this.#former];
    const ends = await Promise.all(this.#conditions.map((condition) => condition({ steps: all })));
    return !ends.includes(true);
  }
}
