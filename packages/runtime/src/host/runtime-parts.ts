/** The parts of a runtime that its handles on threads and runs share. */
import type { Core } from '@perdure/core';
import type { RetryPolicy } from '@perdure/run';
import type { Report } from '@perdure/thread';
import type { Attempts } from '../attempt/attempts.ts';
import type { Mailbox } from '../batch/mailbox.ts';
import type { KeepStopped } from '../batch/plans.ts';
import type { Limits } from '../options/limits.ts';
import type { Provider } from '../ports/provider.ts';
import type { Store } from '../ports/store.ts';
import type { Files } from './files.ts';
import type { RunCells } from './run-cells.ts';
import type { Subscribers } from './subscribers.ts';

export interface RuntimeParts {
  store: Store;
  core: Core;
  mailbox: Mailbox;
  subscribers: Subscribers;
  cells: RunCells;
  attempts: Attempts;
  files: Files;
  provider: Provider;
  policy: RetryPolicy;
  limits: Limits;
  keepStopped: KeepStopped;
  newId: () => string;
  /** Takes each error that no caller could get. */
  report: Report;
}
