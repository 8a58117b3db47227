/** The checks of each provider call (G2, G7). */
import { isDeepStrictEqual } from 'node:util';
import type { LocalStore, ProviderRequest } from '@perdure/runtime';
import { holds } from '../guarantee.ts';
import type { Acknowledged } from './acknowledged.ts';
import { completedMessages, type RunStory, readLog } from './check-log.ts';

/**
 * Checks a call of the provider.
 *
 * @param confirmed `run:tool call` of each tool result that the runtime has confirmed as recorded
 * @throws {GuaranteeError}
 */
export function checkCall(
  store: LocalStore,
  { runId, threadId, idempotencyKey, messages }: ProviderRequest,
  confirmed: ReadonlySet<string>,
  { calls }: Acknowledged,
): void {
  const stored = store.findRun(runId)?.stored;
  holds(
    stored?.state === 'running' && `${runId}/${stored.attemptFence}` === idempotencyKey,
    'G2',
    () =>
      `the provider was called for ${idempotencyKey}, and the store has ${stored?.state}/${stored?.attemptFence}.`,
  );
  holds(
    !calls.has(idempotencyKey),
    'G2',
    () => `the provider was called for ${idempotencyKey} twice.`,
  );
  calls.add(idempotencyKey);

  const runs = readLog(store.events(threadId, 0, 100_000));
  const upToIt = runs.slice(0, runs.findIndex(({ id }) => id === runId) + 1);
  const completed = completedMessages(upToIt);
  holds(
    isDeepStrictEqual(messages, completed),
    'G7',
    () =>
      `${idempotencyKey} was given ${messages.length} messages, and ${completed.length} are completed.`,
  );
  const parts = messages.flatMap((message) => message.parts);
  const results = new Set(parts.flatMap((part) => (part.type === 'toolResult' ? [part.id] : [])));
  for (const id of confirmed) {
    const [owner = '', call = ''] = id.split(':');
    if (!lineageOf(runId, runs).includes(owner)) continue;
    holds(
      results.has(call),
      'G7',
      () => `${idempotencyKey} was not given the result of tool call ${id}.`,
    );
  }
}

/** The run, and the runs that it takes up. */
function lineageOf(runId: string, runs: readonly RunStory[]): string[] {
  const resumes = runs.find(({ id }) => id === runId)?.resumes;
  return resumes === undefined ? [runId] : [runId, ...lineageOf(resumes, runs)];
}
