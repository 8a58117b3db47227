/**
 * Does what follows a commit, in this order (G1, G2): attempts that are over stop, subscribers are called, new attempts
 * start, the timer is set. Events are frozen first, because all readers and the record share them.
 */
import { deepFreeze, type Report, type ThreadEvent, tryCall } from '@perdure/thread';
import type { Attempts } from '../attempt/attempts.ts';
import type { BatchResult } from '../batch/batch-result.ts';
import type { Quarantine } from './quarantine.ts';
import type { RunCells } from './run-cells.ts';
import type { Subscribers } from './subscribers.ts';
import type { Timers } from './timers.ts';

export interface ReleaseOptions {
  attempts: Attempts;
  subscribers: Subscribers;
  /** Publishes recorded events and pieces of messages to the readers. */
  publisher: Pick<Subscribers, 'publish'>;
  cells: RunCells;
  timers: Timers;
  quarantine: Quarantine;
  onEvent: (event: ThreadEvent) => void;
  onError: Report;
}

export function release(
  { attempts, subscribers, publisher, cells, timers, quarantine, onEvent, onError }: ReleaseOptions,
  batch: BatchResult,
  recorded: readonly ThreadEvent[],
): void {
  // Attempts stop first, because a callback that gets an attempt's end must not find that attempt running.
  for (const release of batch.releases) {
    const { type, runId, fence } = release;
    if (type === 'stopAttempt') attempts.stop(runId, fence);
    if (type === 'sealMessage') attempts.seal(runId, fence, release.messageId);
  }
  if (batch.forgotten !== undefined) {
    const { forgotten } = batch;
    attempts.stopThread(forgotten);
    quarantine.onForgotten(forgotten);
    subscribers.forget(forgotten, cells.forget(forgotten));
  }
  for (const run of batch.runs.values()) cells.update(run);
  for (const event of recorded) {
    deepFreeze(event);
    tryCall(onError, onEvent, event);
    publisher.publish(event.threadId, event);
  }
  for (const run of batch.runs.values()) subscribers.publishRun(run);
  // Suspects are known before they begin.
  if (!subscribers.isClosed) for (const run of batch.runs.values()) quarantine.onRun(run);
  // Attempts start last, because a callback may close the runtime. An attempt that the same batch has stopped again
  // must not start.
  for (const { type, runId, fence } of batch.releases) {
    const run = batch.runs.get(runId);
    if (type === 'startAttempt' && run?.stored.attemptFence === fence && !subscribers.isClosed)
      tryCall(onError, () => attempts.start(run, fence));
  }
  if (subscribers.isClosed) return;
  tryCall(onError, () => attempts.startWaiting());
  // An error goes to `onError`, because the batch is committed, and those who posted it must be told so.
  if (batch.touchesTimers) timers.rearm();
  // The end of an attempt makes room for a wait that is overdue.
  else if (batch.releases.length > 0) timers.onRoom();
  for (const trouble of batch.troubles) onError(trouble);
}
