/** Reads the events of a streamed answer, and hears the bytes that bring none. */

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
  let heard = Promise.withResolvers<undefined>();
  const listener = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      heard.resolve(undefined);
      controller.enqueue(bytes);
    },
  });
  const body = response.body?.pipeThrough(listener, { signal: stop.signal }) ?? null;
  const events = read(new Response(body, response), stop)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = events.next();
      // A read that is still under way when the caller ends the loop fails, and nobody waits for it.
      next.catch(() => {});
      while ((await Promise.race([next, heard.promise])) === undefined) {
        heard = Promise.withResolvers();
        yield undefined;
      }
      const { done, value } = await next;
      if (done) return;
      yield value;
    }
  } finally {
    stop.abort();
  }
}
