/**
 * Recovers, at a start, runs whose attempt was under way when their process ended. Waits need no recovery, because they
 * are rows; nor do queued runs, because they start in the transaction that ends the run before them.
 */
import type { Mailbox } from '../batch/mailbox.ts';
import { planAttemptEnd } from '../batch/plans.ts';
import type { Store } from '../ports/store.ts';
import { isDamagedRow, withoutDamage } from './without-damage.ts';

export interface RecoverOptions {
  store: Pick<Store, 'findRunningRuns' | 'findStreamingMessage' | 'findAttemptNotes'>;
  mailbox: Mailbox;
  /** A number in [0, 1), for the wait before the retry. */
  random: () => number;
  /** Called with the error of a run that this version can't recover. That run stays as it is, and the others go on. */
  onError: (error: unknown) => void;
}

/**
 * Records lost attempts.
 *
 * @throws {StoreWriteError} if the store can't write; or what the store throws if it can't read
 */
export async function recover(options: RecoverOptions): Promise<void> {
  const { store, mailbox, random, onError } = options;
  const recorded = store.findRunningRuns().map(({ id, attemptFence: fence }) =>
    mailbox.post(`attempt.lost ${id}/${fence}`, (batch) => {
      if (fence === null) return;
      const notes = withoutDamage(() => store.findAttemptNotes(id), onError);
      const usage = notes?.fence === fence ? notes.usage : null;
      const lost = { type: 'attempt.lost', jitter: random(), ...(usage && { usage }) } as const;
      const message = store.findStreamingMessage(id);
      planAttemptEnd(batch, id, fence, lost, { message, notes: undefined });
    }),
  );
  for (const result of await Promise.allSettled(recorded)) {
    if (result.status === 'fulfilled') continue;
    if (!isOfOneRun(result.reason)) throw result.reason;
    onError(result.reason);
  }
}

/**
 * True if another version wrote the run, or if a row of it is damaged. Any other error makes `createRuntime` throw,
 * because the run would be stuck.
 */
const isOfOneRun = (error: unknown): boolean =>
  isDamagedRow(error) ||
  (error instanceof Error && ['UnknownStateError', 'InvalidPolicyError'].includes(error.name));
