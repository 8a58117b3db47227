/** A provider that a test leads by hand, a chunk at a time. */
import type { Chunk, Provider } from '@perdure/runtime';

/** A provider that says what it is told to, when it is told to. */
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
