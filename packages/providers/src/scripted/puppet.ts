/** A provider that a test leads chunk by chunk. */
import type { Chunk, Provider } from '@perdure/runtime';

/**
 * `provider` yields the chunks that are passed to `tell`, in order, and waits for the next one in between. For one
 * attempt at a time.
 */
export function puppet() {
  const chunks: Chunk[] = [];
  let wake = () => {};
  const provider: Provider = async function* () {
    for (;;) {
      const chunk = chunks.shift();
      if (chunk === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else yield chunk;
    }
  };
  const tell = (...more: Chunk[]) => {
    chunks.push(...more);
    wake();
  };
  return { provider, tell };
}
