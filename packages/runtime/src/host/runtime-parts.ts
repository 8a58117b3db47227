/** The parts of a runtime that its handles on threads and runs share. */
import type { Core } from '@perdure/core';
import type { RetryPolicy } from '@perdure/run';
import type { Attempts } from '../attempt/attempts.ts';
import type { Mailbox } from '../batch/mailbox.ts';
import type { Store } from '../ports/store.ts';
import type { Subscribers } from './subscribers.ts';

export interface RuntimeParts {
  store: Store;
  core: Core;
  mailbox: Mailbox;
  subscribers: Subscribers;
  attempts: Attempts;
  policy: RetryPolicy;
  newId: () => string;
}
