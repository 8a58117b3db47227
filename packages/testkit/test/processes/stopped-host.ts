/** A process whose provider reads its words from a socket. It tells each end of an attempt to its parent. */
import { createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';

const [, , file = '', url = ''] = process.argv;

const provider: Provider = async function* ({ signal }) {
  const { body } = await fetch(url, { signal });
  const decoder = new TextDecoder();
  for await (const piece of body ?? []) yield { type: 'text', text: decoder.decode(piece) };
  yield { type: 'finish', reason: 'stop' };
};

const runtime = await createRuntime({
  store: sqliteStore(file),
  provider,
  timeouts: { firstChunkMs: 3_000, idleMs: 3_000 },
  policy: { baseMs: 10, maxMs: 10 },
});
const run = await runtime.thread('t1').start({ prompt: 'Tell me.' });
process.send?.('started');
const { status } = await run.done();
process.send?.(status);
await runtime.close();
process.disconnect();
