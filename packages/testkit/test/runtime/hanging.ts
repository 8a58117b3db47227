/** A provider that never answers, and timeouts that let it. */
import type { Provider } from '@perdure/runtime';

export const patient = { firstChunkMs: Infinity, idleMs: Infinity, toolMs: Infinity };

/** A provider that hangs until it is aborted, and counts its calls. */
export function hanging() {
  const calls: string[] = [];
  const provider: Provider = async function* ({ runId, signal }) {
    calls.push(runId);
    yield { type: 'text', text: 'Half' };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  return { calls, provider };
}
