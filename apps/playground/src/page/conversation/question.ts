/** The question of a run, as the demo's provider forms it. */
import type { RunView } from '@perdure/thread';
import type { Question } from '../../demo-api.ts';

export const questionOf = ({ state, question }: RunView): Question | undefined =>
  state === 'awaitingInput' ? (question as unknown as Question) : undefined;

/** The question of a run if it must be answered with words; undefined if it asks for an approval. */
export function wordsAskedFor(run: RunView): Question | undefined {
  const question = questionOf(run);
  return question?.type === 'answer' ? question : undefined;
}
