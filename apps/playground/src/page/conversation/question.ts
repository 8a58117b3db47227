/** The question of a run, in the shape of the demo's provider. */
import type { RunView } from '@perdure/thread';
import type { Question } from '../../demo-api.ts';

export const questionOf = ({ state, question }: RunView): Question | undefined =>
  state === 'awaitingInput' ? (question as unknown as Question) : undefined;

/** The question, if its answer is words and not an approval. */
export function wordsAskedFor(run: RunView): Question | undefined {
  const question = questionOf(run);
  return question?.type === 'answer' ? question : undefined;
}
