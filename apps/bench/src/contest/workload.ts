/**
 * The one workload of all contenders. The prompt is recorded. The first attempt fails with a 503 after 50 pieces of
 * text and is tried again without a wait. The second attempt sends 200 pieces. The answer and the end are recorded.
 * State that must outlast `kill -9` is recorded at the start, at the retry and at the end. One subscriber reads all
 * pieces.
 */

export const prompt = 'Why is the sky blue?';
export const piece = 'twenty bytes of text';
export const failsAfter = 50;
export const pieces = 200;

/**
 * The stream of the model in one attempt of a run. The stream never waits.
 *
 * @param attempt from 0
 * @param as a piece of text in the contender's own form, so that no contender needs a generator around this one
 * @param end the last item, if the contender's form has one
 */
export async function* sent<T>(attempt: number, as: T, end?: T): AsyncGenerator<T> {
  for (let count = 0; count < (attempt === 0 ? failsAfter : pieces); count++) yield as;
  if (attempt === 0) throw Object.assign(new Error('HTTP 503'), { statusCode: 503 });
  if (end !== undefined) yield end;
}
