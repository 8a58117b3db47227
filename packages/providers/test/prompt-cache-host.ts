/** A process that a test kills: a runtime on a SQLite file that answers with a model server. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { aiSdk } from '@perdure/providers/ai-sdk';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { tool } from 'ai';
import { z } from 'zod';

const [, , file = '', baseURL = '', prompt] = process.argv;
const model = createOpenAICompatible({ name: 'demo', baseURL, includeUsage: true });
const look = tool({ inputSchema: z.object({}), execute: () => 'a, b, c' });
const runtime = await createRuntime({
  store: sqliteStore(file),
  provider: aiSdk(model('perdure-demo'), { tools: { look } }),
  policy: { baseMs: 20 },
});
if (prompt !== undefined) await runtime.thread('t1').start({ prompt, runId: 'r1' });
const output = await (await runtime.run('r1'))?.done();
await runtime.close();
console.log(JSON.stringify(output));
