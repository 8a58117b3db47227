/**
 * The one workload of all contenders: a prompt is recorded; the first attempt fails with a 503 after 50 pieces
 * of text and is tried again without a delay; the second gives 200; the answer and the end are recorded. What
 * must outlast `kill -9` is recorded at the start, at the retry and at the end. One subscriber reads it all.
 */
export const prompt = 'Why is the sky blue?';
export const piece = 'twenty bytes of text';
export const failsAfter = 50;
export const pieces = 200;

/**
 * What a model sends in the attempts of a run, from 0. Nothing in it waits.
 *
 * @param as each piece, in the form in which a contender's provider hands it on: so none needs a generator of its
 * own around this one
 * @param end what it sends last, if its form has an end
 */
export async function* sent<T>(attempt: number, as: T, end?: T): AsyncGenerator<T> {
  for (let count = 0; count < (attempt === 0 ? failsAfter : pieces); count++) yield as;
  if (attempt === 0) throw Object.assign(new Error('HTTP 503'), { statusCode: 503 });
  if (end !== undefined) yield end;
}
