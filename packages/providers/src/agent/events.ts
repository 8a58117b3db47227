/** Reads the events of a streamed answer, and hears the bytes that bring none. */
import { Heard } from '../heard.ts';

/**
 * Yields the events, and undefined for bytes as they come: a comment (`: keep-alive`) is no event, but it shows that the
 * provider is at work. The request is aborted when the caller ends the loop, because a server may leave a connection
 * open after the last event.
 *
 * @param read the client's own reader of such an answer
 */
export async function* eventsOf<T>(
  response: Response,
  read: (response: Response, controller: AbortController) => AsyncIterable<T>,
): AsyncGenerator<T | undefined> {
  const stop = new AbortController();
  const heard = new Heard();
  const listener = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      heard.hear();
      controller.enqueue(bytes);
    },
  });
  const body = response.body?.pipeThrough(listener, { signal: stop.signal }) ?? null;
  try {
    yield* heard.between(read(new Response(body, response), stop));
  } finally {
    stop.abort();
  }
}
