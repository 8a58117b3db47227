/** What a start does for runs that were under way when their process ended. Waits need nothing: they are rows. */
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Mailbox } from './mailbox.ts';
import { planSettle } from './plans.ts';

export interface RecoverOptions {
  store: Store;
  mailbox: Mailbox;
  clock: Clock;
  random: () => number;
}

export async function recover({ store, mailbox, clock, random }: RecoverOptions): Promise<void> {
  const lost = store.findRunsIn('running').map(({ id, stored }) =>
    mailbox.post((draft) => {
      if (stored.attempt === null) return;
      const event = { type: 'attempt.lost', at: clock.now(), jitter: random() } as const;
      planSettle(draft, id, stored.attempt, event, store.findStreamingMessage(id));
    }),
  );
  const threads = new Set(store.findRunsIn('queued').map(({ threadId }) => threadId));
  const next = [...threads].map((threadId) => mailbox.post((draft) => draft.startNext(threadId)));
  await Promise.all([...lost, ...next]);
}
