/**
 * What a start does for runs that were under way when their process ended. Waits need nothing, they are
 * rows; and a queued run needs nothing, it starts in the transaction that ends the run before it.
 */
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Mailbox } from './mailbox.ts';
import { planSettle } from './plans.ts';

export interface RecoverOptions {
  store: Store;
  mailbox: Mailbox;
  clock: Clock;
  random: () => number;
  /** Told of a run that this version can't take up: it is left as it is, and the others go on. */
  onError: (error: unknown) => void;
}

/** @throws {StoreWriteError} if the store can't write; or what it throws if it can't read */
export async function recover(options: RecoverOptions): Promise<void> {
  const { store, mailbox, clock, random, onError } = options;
  const lost = store.findRunningRuns().map(({ id, stored }) =>
    mailbox.post((draft) => {
      if (stored.attempt === null) return;
      const event = { type: 'attempt.lost', at: clock.now(), jitter: random() } as const;
      planSettle(draft, id, stored.attempt, event, store.findStreamingMessage(id));
    }),
  );
  for (const outcome of await Promise.allSettled(lost)) {
    if (outcome.status === 'fulfilled') continue;
    if (!isOfAnotherVersion(outcome.reason)) throw outcome.reason;
    onError(outcome.reason);
  }
}

/** A run that this version can't take up stays as it is; whatever else is wrong would leave one stuck. */
const isOfAnotherVersion = (error: unknown): boolean =>
  error instanceof Error && ['UnknownStateError', 'InvalidPolicyError'].includes(error.name);
