/**
 * The one workload of all contenders: a prompt is recorded; the first attempt fails with a 503 after 50 pieces
 * of text and is tried again without a delay; the second gives 200; the answer and the end are recorded. What
 * must outlast `kill -9` is recorded at the start, at the retry and at the end. One subscriber reads it all.
 */
export const piece = 'twenty bytes of text';
export const failsAfter = 50;
export const pieces = 200;

export interface Contender {
  name: string;
  /** One run in a thread of its own, read by one subscriber, from the prompt to its recorded end. */
  run(id: string): Promise<void>;
  close(): void;
}

/** What a model sends in the attempts of a run, from 0. Nothing in it waits. */
export const model = (attempt: number): AsyncGenerator<string> => sent(attempt, piece);

/** The same, with each piece as a contender's provider hands it on, and what it sends at the end. */
export async function* sent<T>(attempt: number, as: T, end?: T): AsyncGenerator<T> {
  for (let count = 0; count < (attempt === 0 ? failsAfter : pieces); count++) yield as;
  if (attempt === 0) throw Object.assign(new Error('HTTP 503'), { statusCode: 503 });
  if (end !== undefined) yield end;
}
