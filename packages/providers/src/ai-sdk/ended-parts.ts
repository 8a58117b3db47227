/** The parts of an answer up to its end, which is waited for no longer than the service has something to say. */
import type { ModelPart } from './heard-model.ts';
import { OpenEnded } from './open-ended.ts';

type Reader = ReadableStreamDefaultReader<ModelPart>;

/** Time for a connection to end by itself after the answer has, ms. */
const endMs = 1_000;

/**
 * The parts up to `finish`, because some servers leave the connection of a whole answer open. It is closed once the
 * reader has returned the generator.
 */
export async function* endedParts(reader: Reader): AsyncGenerator<ModelPart> {
  const answer = new OpenEnded();
  try {
    for (;;) {
      const next = reader.read();
      const { closing } = answer;
      const read = closing === undefined ? await next : await soon(next);
      if (read === undefined) {
        yield* closing ?? [];
        return;
      }
      if (read.done) return;
      answer.note(read.value);
      yield read.value;
      if (read.value.type === 'finish') return;
    }
  } finally {
    void endSoon(reader);
  }
}

/** What is read within `endMs`; undefined if nothing is. */
async function soon<T>(next: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), endMs);
  });
  try {
    return await Promise.race([next, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads on for `endMs`, so that the connection can be used again if it ends. */
async function endSoon(reader: Reader): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), endMs);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The answer is there. How its connection ends is of no account.
  } finally {
    clearTimeout(timer);
  }
}
