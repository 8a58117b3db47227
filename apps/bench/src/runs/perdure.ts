/** The runtime on SQLite. */
import { type Chunk, createRuntime, type Provider } from '@perdure/runtime';
import { type Durability, sqliteStore } from '@perdure/sqlite';
import { type Contender, piece, sent } from './workload.ts';

const provider: Provider = ({ retry }) =>
  sent<Chunk>(retry, { type: 'text', text: piece }, { type: 'finish', reason: 'stop' });

export async function perdure(file: string, durability: Durability): Promise<Contender> {
  const runtime = await createRuntime({
    store: sqliteStore(file, { durability }),
    provider,
    policy: { baseMs: 0, maxMs: 0 },
  });
  return {
    name: `perdure, ${durability}`,
    async run(id) {
      const thread = runtime.thread(id);
      let read = 0;
      const subscription = thread.events$.subscribe(() => read++);
      const run = await thread.start({ prompt: 'Why is the sky blue?' });
      await run.done();
      subscription.unsubscribe();
    },
    close: () => runtime.close(),
  };
}
