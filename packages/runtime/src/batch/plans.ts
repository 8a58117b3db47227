/**
 * Plans: how a start, a command, a timer or an attempt's end changes the batch. Plans are synchronous, and throw to
 * refuse.
 */
import { type AttemptEvent, isFinalState, type RunCommand } from '@perdure/run';
import {
  CannotReplaceError,
  type Message,
  type Part,
  type Receipt,
  RunIdTakenError,
  UnknownRunError,
} from '@perdure/thread';
import type { DueTimer, RunRecord } from '../ports/store.ts';
import type { Batch, EndedAttempt } from './batch.ts';

export interface NewRun {
  run: RunRecord;
  messageId: string;
  prompt: readonly Part[];
  model?: string;
  replaces?: string;
}

/** The message that an attempt is writing, and that attempt's fence. */
export interface Unfinished {
  fence: number;
  message: Message;
}

/** The end of an attempt without `at`. The batch sets `at`, because all changes of a batch have the same time. */
export type AttemptEnd =
  | Exclude<AttemptEvent, { at?: number }>
  | Omit<Extract<AttemptEvent, { type: 'attempt.failed' }>, 'at'>
  | Omit<Extract<AttemptEvent, { type: 'attempt.lost' }>, 'at'>;

/** Creates a run with its prompt, and starts it if its thread is free. A known run id creates nothing. */
export function planStart(batch: Batch, { run, messageId, prompt, model, replaces }: NewRun): void {
  const known = batch.findRun(run.id);
  if (known !== undefined) {
    if (known.threadId !== run.threadId) throw new RunIdTakenError(run.id);
    return;
  }
  if (replaces !== undefined) checkReplaceable(batch, run.threadId, replaces);
  const message: Message = {
    id: messageId,
    runId: run.id,
    role: 'user',
    parts: prompt,
    status: 'completed',
  };
  const named = {
    ...(model !== undefined && { model }),
    ...(replaces !== undefined && { replaces }),
  };
  batch.create(run, replaces);
  batch.record(run, { type: 'run.queued', ...named });
  batch.putMessage(run, message, null);
  batch.record(run, { type: 'message.completed', message });
  batch.startIfFree(run);
}

/** Throws unless the replaced runs are finished, because a run under way would go on outside of the conversation. */
function checkReplaceable(batch: Batch, threadId: string, runId: string): void {
  if (batch.findRun(runId)?.threadId !== threadId)
    throw new CannotReplaceError(runId, `thread '${threadId}' has no such run.`);
  const leaving = batch.findRunsFrom(runId);
  if (leaving.length === 0) throw new CannotReplaceError(runId, 'it was replaced already.');
  const open = leaving.find(({ stored }) => !isFinalState(stored.state));
  if (open !== undefined)
    throw new CannotReplaceError(
      runId,
      `run '${open.id}' is ${open.stored.state}. Cancel it first.`,
    );
}

/**
 * Applies a command from outside. If the command ends an attempt, the attempt's unfinished message is kept for people.
 *
 * @param threadId a run of another thread is unknown (G4)
 * @param unfinished the message of the run's live attempt; ignored unless its fence is the current one
 */
export function planCommand(
  batch: Batch,
  threadId: string,
  runId: string,
  command: RunCommand,
  unfinished: Unfinished | undefined,
): Receipt {
  const run = batch.findRun(runId);
  if (run?.threadId !== threadId) throw new UnknownRunError(runId);
  // `run.start` is refused, because the thread itself starts its runs, one after the other (G3).
  if (command.type === 'run.start') return { accepted: false, reason: 'notApplicable' };
  const step = batch.step(run, { type: 'command', command });
  if (step.ignored !== undefined) return { accepted: false, reason: step.ignored };
  // In `running`, `run.cancel` is the only command that is accepted, and it ends the attempt.
  const { attemptFence: fence } = run.stored;
  if (fence === null) {
    batch.apply(run, step);
  } else {
    if (unfinished?.fence === fence && !batch.isSealed(unfinished.message.id))
      endUnfinishedMessage(batch, run, unfinished, false);
    batch.apply(run, step, { fence, outcome: 'stopped' });
  }
  return { accepted: true };
}

/** Applies a deadline that has come. A timer that belongs to an earlier wait changes nothing. */
export function planTimer(batch: Batch, { runId, fence, dueAt }: DueTimer): void {
  // The deadline is still to come (G6), because the wall clock was set back since the timer fired.
  if (dueAt > batch.at) return;
  const run = batch.findRun(runId);
  if (run === undefined) return;
  const step = batch.step(run, { type: 'timer', fence });
  if (step.ignored === undefined) batch.apply(run, step);
  // The row is removed, because the row of a run without a timer would be due again and again.
  else if (run.stored.timer === null) batch.clearTimer(run);
}

const outcomes: Record<AttemptEvent['type'], EndedAttempt['outcome']> = {
  'attempt.completed': 'completed',
  'attempt.failed': 'failed',
  'attempt.asked': 'asked',
  'attempt.lost': 'lost',
};

/**
 * Applies the end of an attempt. The end is ignored if its fence is not the current one.
 *
 * @param message that the attempt was writing
 */
export function planAttemptEnd(
  batch: Batch,
  runId: string,
  fence: number,
  end: AttemptEnd,
  message: Message | undefined,
): void {
  const run = batch.findRun(runId);
  if (run === undefined) return;
  const isTimed = end.type === 'attempt.failed' || end.type === 'attempt.lost';
  const event: AttemptEvent = isTimed ? { ...end, at: batch.at } : end;
  const step = batch.step(run, { type: 'attempt', fence, event });
  if (step.ignored !== undefined) return;

  const isWhole = event.type === 'attempt.completed' || event.type === 'attempt.asked';
  const triesAgain = step.stored.state === 'retrying' || step.stored.state === 'parked';
  if (message !== undefined) {
    if (isWhole) completeMessage(batch, run, { fence, message });
    else endUnfinishedMessage(batch, run, { fence, message }, triesAgain);
  }
  batch.apply(run, step, { fence, outcome: outcomes[event.type] });
}

/** Records a message that is whole while its attempt goes on. */
export function planMessage(batch: Batch, runId: string, fence: number, message: Message): void {
  const run = batch.findRun(runId);
  if (run?.stored.attemptFence !== fence) return;
  completeMessage(batch, run, { fence, message });
  batch.sealMessage(run, fence, message.id);
}

/**
 * Records the message so far: its text for people to read after a crash, and tool results, which must outlast a crash.
 */
export function planCheckpoint(batch: Batch, runId: string, fence: number, message: Message): void {
  const run = batch.findRun(runId);
  if (run?.stored.attemptFence === fence && !batch.isSealed(message.id))
    batch.putMessage(run, message, fence);
}

function completeMessage(batch: Batch, run: RunRecord, { fence, message }: Unfinished): void {
  const completed: Message = { ...message, status: 'completed' };
  batch.putMessage(run, completed, fence);
  batch.record(run, { type: 'message.completed', message: completed });
}

/**
 * Ends a message that did not become whole. A message with tool results is cut after the last result and completed
 * (G7). A message without tool results fails, and is discarded if the run tries again.
 */
function endUnfinishedMessage(
  batch: Batch,
  run: RunRecord,
  { fence, message }: Unfinished,
  triesAgain: boolean,
): void {
  const kept = salvage(message.parts);
  if (kept.length > 0) {
    completeMessage(batch, run, { fence, message: { ...message, parts: kept } });
    return;
  }
  const failed: Message = { ...message, status: 'failed' };
  batch.putMessage(run, failed, fence);
  if (!triesAgain) {
    batch.record(run, { type: 'message.failed', message: failed });
    return;
  }
  batch.discardFailedMessages(run);
  batch.record(run, { type: 'message.discarded', messageId: message.id });
}

/**
 * The parts of an unfinished message that outlast its attempt: everything up to the last tool result, because a
 * tool has effects outside. Text after that result is dropped, and so is a call without a result.
 */
export function salvage(parts: readonly Part[]): Part[] {
  const end = parts.findLastIndex((part) => part.type === 'toolResult') + 1;
  const kept = parts.slice(0, end);
  const answered = new Set(kept.flatMap((part) => (part.type === 'toolResult' ? [part.id] : [])));
  return kept.filter((part) => part.type !== 'toolCall' || answered.has(part.id));
}
