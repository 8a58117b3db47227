/** What must hold at the moment in which a provider is called (G2, G4, G7). */
import { isDeepStrictEqual } from 'node:util';
import type { ProviderRequest, Store } from '@perdure/runtime';
import { readLog, wholeOf } from './check-log.ts';
import type { Promises } from './promises.ts';
import { holds } from './violation.ts';

/** @throws {ViolationError} */
export function checkCall(
  store: Store,
  { runId, threadId, key, messages }: ProviderRequest,
  confirmed: ReadonlySet<string>,
  { calls }: Promises,
): void {
  const stored = store.findRun(runId)?.stored;
  holds(
    stored?.state === 'running' && `${runId}/${stored.attempt}` === key,
    'G2',
    () =>
      `the provider was called for ${key}, and what is recorded is ${stored?.state}/${stored?.attempt}.`,
  );
  holds(!calls.has(key), 'G2', () => `the provider was called for ${key} twice.`);
  calls.add(key);

  const runs = readLog(store.events(threadId, 0, 100_000));
  const upToIt = runs.slice(0, runs.findIndex(({ id }) => id === runId) + 1);
  const whole = wholeOf(upToIt);
  holds(
    isDeepStrictEqual(messages, whole),
    'G7',
    () => `${key} was given ${messages.length} messages, and ${whole.length} are whole.`,
  );
  const parts = messages.flatMap((message) => message.parts);
  const results = new Set(parts.flatMap((part) => (part.type === 'toolResult' ? [part.id] : [])));
  for (const id of confirmed) {
    if (!id.startsWith(`${runId}:`)) continue;
    holds(
      results.has(id.slice(runId.length + 1)),
      'G7',
      () => `${key} was not given what tool ${id} had done.`,
    );
  }
}
