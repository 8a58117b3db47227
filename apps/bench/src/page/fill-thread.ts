/** Writes a thread that has a given number of messages, by runs of the runtime. */
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';

export async function fillThread(file: string, threadId: string, messages: number): Promise<void> {
  const runtime = await createRuntime({
    store: sqliteStore(file, { durability: 'normal' }),
    async *provider({ messages: given }) {
      yield {
        type: 'text',
        text: `Answer number ${given.length}: **bold**, \`code\`, and a list:\n\n- one\n- two\n`,
      };
      yield { type: 'finish', reason: 'stop' };
    },
  });
  const thread = runtime.thread(threadId);
  for (let sent = 0; sent < messages; sent += 2)
    await (await thread.start({ prompt: `Question number ${sent}` })).done();
  await runtime.close();
}
