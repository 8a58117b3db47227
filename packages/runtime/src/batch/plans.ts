/**
 * Plans: how a start, a command, a timer or an attempt's end changes the batch. Plans are synchronous, and throw to
 * refuse.
 */
import type { Specimen } from '@perdure/failure';
import {
  type AttemptEvent,
  addUsage,
  isFinalState,
  type Json,
  type RunCommand,
  type Usage,
} from '@perdure/run';
import {
  CannotReplaceError,
  type Message,
  type Part,
  QueueFullError,
  type Receipt,
  RunIdTakenError,
  UnknownRunError,
} from '@perdure/thread';
import type { Draft } from '../attempt/message-builder.ts';
import type { AttemptNotes } from '../attempt/notes.ts';
import type { DueTimer, RunRecord } from '../ports/store.ts';
import type { Batch, EndedAttempt } from './batch.ts';
import { markRefused } from './refused.ts';
import { hasResult, keptAfterFailure, keptAfterStop } from './salvage.ts';

export interface NewRun {
  run: RunRecord;
  messageId: string;
  prompt: readonly Part[];
  model?: string;
  replaces?: string;
  onQuestion: 'withdraw' | 'wait';
  /** Most runs that may be queued in the thread, this one included. */
  maxQueuedRuns: number;
}

/** The message that an attempt is writing, and that attempt's fence. */
export interface Unfinished {
  fence: number;
  message: Message;
}

/** What an attempt has to record besides its end. */
export interface Written {
  /** The message that it is writing; undefined before its first part. */
  message: Message | undefined;
  /** Undefined if nothing is known. */
  notes: AttemptNotes | undefined;
}

export type LiveAttempt = Written & { fence: number };

/** What an attempt that is over has to record besides its end. */
export type WrittenAtEnd = Written & {
  /** Of the error with which it failed; undefined if the failure is known. */
  specimen?: Specimen | undefined;
};

/** What a provider is given of an answer that a person stopped: all that was said, or the calls of tools alone. */
export type KeepStopped = 'all' | 'tools';

/** The end of an attempt without `at`. The batch sets `at`, because all changes of a batch have the same time. */
export type AttemptEnd =
  | Exclude<AttemptEvent, { at?: number }>
  | Omit<Extract<AttemptEvent, { type: 'attempt.failed' }>, 'at'>
  | Omit<Extract<AttemptEvent, { type: 'attempt.lost' }>, 'at'>;

/**
 * Creates a run with its prompt, and starts it if its thread is free. A known run id creates nothing.
 *
 * @throws {QueueFullError} if the run would wait, and as many as may wait do
 */
export function planStart(batch: Batch, start: NewRun): void {
  const { run, messageId, prompt, model, replaces, onQuestion, maxQueuedRuns } = start;
  const known = batch.findRun(run.id);
  if (known !== undefined) {
    if (known.threadId !== run.threadId) throw new RunIdTakenError(run.id);
    return;
  }
  const replaced = replaces === undefined ? undefined : replaceable(batch, run.threadId, replaces);
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
  const active = batch.conversations.findActiveRun(run.threadId);
  batch.create(run, replaced);
  batch.record(run, { type: 'run.queued', ...named });
  batch.putMessage(run, message, null);
  batch.record(run, { type: 'message.completed', message });
  // The run has its place before the question is withdrawn, because that starts the first of all that are queued.
  if (onQuestion === 'withdraw') withdrawQuestion(batch, active);
  if (active === undefined) batch.startIfNext(run);
  const waits = batch.findRun(run.id)?.stored.state === 'queued';
  if (waits && batch.conversations.countQueued(run.threadId) > maxQueuedRuns)
    throw new QueueFullError(run.threadId, maxQueuedRuns);
}

/** Cancels a run that asks a human, because a new prompt is an answer too. The next queued run starts. */
function withdrawQuestion(batch: Batch, active: RunRecord | undefined): void {
  if (active?.stored.state !== 'awaitingInput') return;
  batch.apply(active, batch.step(active, { type: 'command', command: { type: 'run.cancel' } }));
}

/** The run to replace. Throws if it or a later run is under way, because that would go on outside of the conversation. */
function replaceable(batch: Batch, threadId: string, runId: string): RunRecord {
  const run = batch.findRun(runId);
  if (run?.threadId !== threadId)
    throw new CannotReplaceError(runId, `thread '${threadId}' has no such run.`);
  const place = batch.conversations.placeOf(runId);
  if (place === undefined) throw new CannotReplaceError(runId, 'it was replaced already.');
  const active = batch.conversations.findActiveRun(threadId);
  const isLater = active !== undefined && (batch.conversations.placeOf(active.id) ?? 0) > place;
  const open = isFinalState(run.stored.state) ? isLater && active : run;
  if (open)
    throw new CannotReplaceError(
      runId,
      `run '${open.id}' is ${open.stored.state}. Cancel it first.`,
    );
  return run;
}

/**
 * Applies a command from outside. If the command ends an attempt, the attempt's unfinished message is kept for people.
 *
 * @param threadId a run of another thread is unknown (G4)
 * @param live the run's live attempt; ignored unless its fence is the current one
 */
export function planCommand(
  batch: Batch,
  threadId: string,
  runId: string,
  command: RunCommand,
  live: LiveAttempt | undefined,
  keep: KeepStopped,
): Receipt {
  const run = batch.findRun(runId);
  if (run?.threadId !== threadId) throw new UnknownRunError(runId);
  // Runs of a thread begin in their order, one after the other (G3).
  if (command.type === 'run.start' && run.stored.state === 'queued' && !batch.isNext(run))
    return { accepted: false, reason: 'notApplicable' };
  const { attemptFence: fence } = run.stored;
  const current = live?.fence === fence ? live : undefined;
  const usage = current?.notes?.usage ?? null;
  const used = command.type === 'run.cancel' && usage !== null ? { ...command, usage } : command;
  const step = batch.step(run, { type: 'command', command: used });
  if (step.ignored !== undefined) return { accepted: false, reason: step.ignored };
  if (fence === null) {
    batch.apply(run, step);
    return { accepted: true };
  }
  // In `running`, `run.cancel` is the only command that is accepted, and it ends the attempt.
  const message = current?.message;
  if (message !== undefined && !batch.isSealed(run, message.id))
    endStoppedMessage(batch, run, { fence, message }, keep);
  if (current?.notes !== undefined) endNotes(batch, run, fence, current.notes);
  batch.apply(run, step, { fence, outcome: 'stopped', usage });
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
 * @param written what the attempt has to record besides its end
 */
export function planAttemptEnd(
  batch: Batch,
  runId: string,
  fence: number,
  end: AttemptEnd,
  { message, notes, specimen }: WrittenAtEnd,
): void {
  const run = batch.findRun(runId);
  if (run === undefined) return;
  const isWhole = end.type === 'attempt.completed' || end.type === 'attempt.asked';
  const progressed =
    end.type !== 'attempt.completed' &&
    (batch.hasCompletedMessage(run, fence) ||
      (message !== undefined && (isWhole || hasResult(message.parts))));
  const event = {
    ...toEvent(end, batch.at, run.stored.context.usage ?? null),
    ...(progressed && { progressed }),
  };
  const step = batch.step(run, { type: 'attempt', fence, event });
  if (step.ignored !== undefined) return;

  const triesAgain = step.stored.state === 'retrying' || step.stored.state === 'parked';
  if (message !== undefined) {
    if (isWhole) completeMessage(batch, run, { fence, message });
    else endFailedMessage(batch, run, { fence, message }, triesAgain);
  }
  if (step.stored.state === 'failed') markRefused(batch, run, step.stored.context.failure);
  if (notes !== undefined) endNotes(batch, run, fence, notes);
  const outcome = outcomes[event.type];
  batch.apply(run, step, { fence, outcome, usage: end.usage ?? null, specimen });
  if (end.type === 'attempt.asked' && batch.findWithdrawing(run.threadId) !== undefined)
    withdrawQuestion(batch, batch.conversations.findActiveRun(run.threadId));
}

/**
 * Applies that an attempt under way is not what ended the process before. It changes nothing but the run's count of
 * losses.
 */
export function planClear(batch: Batch, runId: string, fence: number): void {
  const run = batch.findRun(runId);
  if (run === undefined) return;
  const step = batch.step(run, { type: 'attempt', fence, event: { type: 'attempt.cleared' } });
  if (step.ignored === undefined) batch.apply(run, step);
}

/** Records the last notes of an attempt. The change of its request is an event, once an attempt. */
function endNotes(batch: Batch, run: RunRecord, fence: number, notes: AttemptNotes): void {
  if (notes.request !== null) batch.noteAttempt(run, fence, notes);
  if (notes.changed.length > 0)
    batch.record(run, { type: 'request.changed', fields: [...notes.changed] });
}

/** The event for the machine. The output of a completed run has the usage of all its attempts. */
function toEvent(end: AttemptEnd, at: number, usedBefore: Usage | null): AttemptEvent {
  if (end.type === 'attempt.failed' || end.type === 'attempt.lost') return { ...end, at };
  if (end.type !== 'attempt.completed') return end;
  const usage = addUsage(usedBefore, end.usage);
  if (usage === null) return end;
  return { ...end, output: { ...Object(end.output), usage: { ...usage } } as Json };
}

/** Records a message that is whole while its attempt goes on. */
export function planMessage(
  batch: Batch,
  runId: string,
  { fence, message, notes }: Recordable,
): void {
  const run = batch.findRun(runId);
  if (run?.stored.attemptFence !== fence) return;
  if (notes !== undefined) batch.noteAttempt(run, fence, notes);
  completeMessage(batch, run, { fence, message });
  batch.sealMessage(run, fence, message.id);
}

/** A message of a live attempt, to be recorded. */
export type Recordable = Unfinished & { notes: AttemptNotes | undefined };

/**
 * Records what the message has more than its last record: its text for people to read after a crash, and the calls and
 * results of tools, which must outlast a crash. Returns whether it did; the caller tells the draft after the commit.
 */
export function planCheckpoint(
  batch: Batch,
  runId: string,
  { fence, draft, notes }: { fence: number; draft: Draft; notes: AttemptNotes | undefined },
): boolean {
  const run = batch.findRun(runId);
  if (run?.stored.attemptFence !== fence) return false;
  if (notes !== undefined) batch.noteAttempt(run, fence, notes);
  if (batch.isSealed(run, draft.messageId)) return false;
  if (draft.message !== undefined) batch.putMessage(run, draft.message, fence);
  else if (draft.pieces.length > 0) batch.appendPieces(run, draft.messageId, draft.pieces);
  return true;
}

function completeMessage(batch: Batch, run: RunRecord, { fence, message }: Unfinished): void {
  const completed: Message = { ...message, status: 'completed' };
  batch.putMessage(run, completed, fence);
  batch.record(run, { type: 'message.completed', message: completed });
}

/** Ends the message of a failed attempt. What cannot be kept fails, and is discarded if the run tries again. */
function endFailedMessage(
  batch: Batch,
  run: RunRecord,
  { fence, message }: Unfinished,
  triesAgain: boolean,
): void {
  const parts = keptAfterFailure(message.parts);
  if (parts.length > 0) {
    completeMessage(batch, run, { fence, message: { ...message, parts, cut: 'failed' } });
    return;
  }
  if (!triesAgain) {
    failMessage(batch, run, { fence, message });
    return;
  }
  batch.putMessage(run, { ...message, status: 'failed' }, fence);
  batch.discardFailedMessages(run);
  batch.record(run, { type: 'message.discarded', messageId: message.id });
}

/** Ends the message of a run that a person has stopped. */
function endStoppedMessage(
  batch: Batch,
  run: RunRecord,
  { fence, message }: Unfinished,
  keep: KeepStopped,
): void {
  const parts = keep === 'all' ? keptAfterStop(message.parts) : keptAfterFailure(message.parts);
  if (parts.length === 0) failMessage(batch, run, { fence, message });
  else completeMessage(batch, run, { fence, message: { ...message, parts, cut: 'stopped' } });
}

/** Keeps a message for people to read. A provider is not given it. */
function failMessage(batch: Batch, run: RunRecord, { fence, message }: Unfinished): void {
  const failed: Message = { ...message, status: 'failed' };
  batch.putMessage(run, failed, fence);
  batch.record(run, { type: 'message.failed', message: failed });
}
