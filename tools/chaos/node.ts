/**
 * One node of the chaos: a runtime on PostgreSQL, users who start runs in threads that all nodes share, and readers. What
 * it is told it writes to a file, because it may be killed at any moment.
 *
 * Arguments: URL, schema, file of the reports, name, number of threads.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { postgresStore } from '@perdure/postgres';
import { type Chunk, createRuntime, type Provider } from '@perdure/runtime';
import { isDelta, isPruned } from '@perdure/thread';

const [, , url = '', schema = '', file = '', name = '', threads = '8'] = process.argv;
const report = (entry: object) => appendFileSync(file, `${JSON.stringify(entry)}\n`);

const scenarios = ['plain', 'plain', 'busy', 'later', 'cut', 'asks', 'stopped', 'slow'] as const;
type Scenario = (typeof scenarios)[number];
const scenarioOf = (runId: string) => runId.split('.')[0] as Scenario;

const failed = (statusCode: number, responseHeaders = {}) =>
  Object.assign(new Error(`HTTP ${statusCode}`), { statusCode, responseHeaders });

const provider: Provider = async function* ({ runId, idempotencyKey, retryCount, answer, signal }) {
  report({ type: 'began', key: idempotencyKey, node: name });
  const scenario = scenarioOf(runId);
  const text: Chunk = { type: 'text', text: `${idempotencyKey} ` };
  const count = scenario === 'slow' ? 150 : 10;
  for (let at = 0; at < count; at++) {
    yield text;
    await pause(scenario === 'slow' ? 50 : 10);
    if (signal.aborted) return;
    if (at === 5 && retryCount === 0 && scenario === 'busy') throw failed(503);
    if (at === 5 && retryCount === 0 && scenario === 'later')
      throw failed(429, { 'retry-after': '2' });
    if (at === 5 && retryCount === 0 && scenario === 'cut')
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  }
  if (scenario === 'asks' && answer === null) yield { type: 'ask', question: 'Which?' };
  else yield { type: 'finish', reason: 'stop' };
};

const runtime = await open();
report({ type: 'opened', node: name });

for (let at = 0; at < Number(threads); at++) read(`t${at}`);
let isOver = false;
process.on('message', (message) => {
  if (message === 'end') isOver = true;
});
await Promise.all(Array.from({ length: 6 }, (_, user) => use(user)));
report({ type: 'quiet', node: name });
process.send?.('quiet');

/** The database may be away when the node starts. */
async function open() {
  for (;;) {
    try {
      return await createRuntime({
        store: postgresStore(url, { schema, statementMs: 5_000 }),
        provider,
        policy: { maxRetries: 1_000, baseMs: 50, maxMs: 200 },
        checkpointMs: 200,
        maxConcurrentAttempts: 200,
        isolationMs: 0,
        onError: (error) =>
          report({ type: 'error', node: name, error: String(error).slice(0, 300) }),
      });
    } catch (error) {
      report({ type: 'notOpened', node: name, error: String(error).slice(0, 300) });
      await pause(500);
    }
  }
}

/** A reader, which reads on from where it was if its stream ends. */
function read(threadId: string): void {
  const reader = Math.random().toString(36).slice(2);
  let seq = 0;
  const subscribe = () =>
    runtime
      .thread(threadId)
      .stream({ seq })
      .subscribe({
        next(item) {
          if (isDelta(item) || isPruned(item)) return;
          seq = item.seq;
          const { type, runId } = item;
          report({ type: 'shown', reader, threadId, seq, event: type, runId });
          if (type === 'run.asked')
            void send(threadId, runId, { type: 'run.answer', answer: 'This.' });
          if (type === 'attempt.started' && scenarioOf(runId) === 'stopped' && Math.random() < 0.5)
            void pause(Math.random() * 200).then(() =>
              send(threadId, runId, { type: 'run.cancel' }),
            );
        },
        error: () => setTimeout(subscribe, 500),
      });
  subscribe();
}

async function send(threadId: string, runId: string, command: never | object): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await runtime.thread(threadId).send(runId, command as never);
      return;
    } catch {
      await pause(300);
    }
  }
}

async function use(user: number): Promise<void> {
  for (let count = 0; !isOver; count++) {
    const scenario = scenarios[Math.floor(Math.random() * scenarios.length)] as Scenario;
    const runId = `${scenario}.${name}.${user}.${count}`;
    const threadId = `t${Math.floor(Math.random() * Number(threads))}`;
    report({ type: 'asked', runId, threadId });
    // The same call until it is recorded: the same id starts no second run.
    for (;;) {
      try {
        const run = await runtime.thread(threadId).start({ prompt: runId, runId });
        report({ type: 'started', runId, threadId });
        await Promise.race([run.done().catch(() => {}), pause(1_500 + Math.random() * 1_000)]);
        break;
      } catch (error) {
        report({ type: 'refused', runId, error: String(error).slice(0, 200) });
        await pause(300);
      }
    }
  }
}
