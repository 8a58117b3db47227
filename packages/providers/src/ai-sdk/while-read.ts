/**
 * Aborts an answer whose reader leaves before its end. The SDK (`ai` 7) reads on otherwise: its streams are copies, and
 * a copy that is closed does not close the connection.
 */
import type { Chunk } from '@perdure/runtime';

/** @param answer is given the signal, which aborts with `outer` too */
export async function* whileRead(
  outer: AbortSignal,
  answer: (signal: AbortSignal) => AsyncIterable<Chunk>,
): AsyncGenerator<Chunk> {
  const left = new AbortController();
  let isWhole = false;
  try {
    for await (const chunk of answer(AbortSignal.any([outer, left.signal]))) {
      isWhole = chunk.type === 'finish' || chunk.type === 'ask';
      yield chunk;
    }
  } finally {
    // The connection of a whole answer ends by itself, and can then be used again.
    if (!isWhole) left.abort();
  }
}
