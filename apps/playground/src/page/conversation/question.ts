/** What a run asks of a human, as the demo's provider puts it. */
import type { RunView } from '@perdure/runtime/view';
import type { Question } from '../../demo-api.ts';

export const questionOf = ({ state, question }: RunView): Question | undefined =>
  state === 'awaitingInput' ? (question as unknown as Question) : undefined;

/** The question, if its answer is in words and not in yes or no. */
export function wordsAskedFor(run: RunView): Question | undefined {
  const question = questionOf(run);
  return question?.type === 'answer' ? question : undefined;
}
