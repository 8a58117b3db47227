/** What each thing that can arrive at a run puts into the turn's draft. */
import type { Core, Ignored } from '@perdure/core';
import type { AttemptEvent, RunCommand, RunInput } from '@perdure/run';
import { CannotReplaceError, RunIdTakenError, UnknownRunError } from '../errors.ts';
import { type Message, type Part, salvage } from '../model/message.ts';
import type { AttemptStatus, DueTimer, RunRecord } from '../ports/store.ts';
import { type Draft, isFinal } from './draft.ts';

/** What became of a command. */
export type Receipt = { accepted: true } | { accepted: false; reason: Ignored };

export interface NewRun {
  runId: string;
  threadId: string;
  messageId: string;
  prompt: Part[];
  input: RunInput;
  model?: string;
  replaces?: string;
}

/** Creates a run with its prompt, and starts it if its thread is free. A run id that is known creates nothing. */
export function planStart(
  draft: Draft,
  core: Core,
  { runId, threadId, messageId, prompt, input, model, replaces }: NewRun,
): void {
  const known = draft.findRun(runId);
  if (known !== undefined) {
    if (known.threadId !== threadId) throw new RunIdTakenError(runId);
    return;
  }
  const run: RunRecord = { id: runId, threadId, stored: core.begin(input).stored };
  const message: Message = {
    id: messageId,
    runId,
    role: 'user',
    parts: prompt,
    status: 'completed',
  };
  if (replaces !== undefined) checkReplaced(draft, threadId, replaces);
  const lineage = {
    ...(model !== undefined && { model }),
    ...(replaces !== undefined && { replaces }),
  };
  draft.changes.make(run, replaces);
  draft.changes.record(run, { type: 'run.queued', ...lineage });
  draft.changes.putMessage(run, message, null);
  draft.changes.record(run, { type: 'message.completed', message });
  draft.startIfFree(run);
}

/** Only what is over can leave the conversation: what is under way would go on without a place in it. */
function checkReplaced(draft: Draft, threadId: string, runId: string): void {
  if (draft.findRun(runId)?.threadId !== threadId)
    throw new CannotReplaceError(runId, `thread '${threadId}' has no such run.`);
  const leaving = draft.findRunsFrom(runId);
  if (leaving.length === 0) throw new CannotReplaceError(runId, 'it was replaced already.');
  const open = leaving.find((run) => !isFinal(run));
  if (open !== undefined)
    throw new CannotReplaceError(
      runId,
      `run '${open.id}' is ${open.stored.state}. Cancel it first.`,
    );
}

/** A command of somebody outside. What a running attempt had written is kept for people, if it ends here. */
export function planCommand(
  draft: Draft,
  runId: string,
  command: RunCommand,
  writing: (token: number) => Message | undefined,
): Receipt {
  const run = draft.findRun(runId);
  if (run === undefined) throw new UnknownRunError(runId);
  // A thread starts its own runs, one after the other (G3).
  if (command.type === 'run.start') return { accepted: false, reason: 'notApplicable' };
  const step = draft.step(run, { type: 'command', command });
  if (step.ignored !== undefined) return { accepted: false, reason: step.ignored };
  const { attempt } = run.stored;
  if (attempt === null) {
    draft.take(run, step);
  } else {
    const written = writing(attempt);
    if (written !== undefined && !draft.changes.hasClosed(written.id))
      closeMessage(draft, run, attempt, written, false);
    draft.take(run, step, { token: attempt, status: 'stopped' });
  }
  return { accepted: true };
}

/** A deadline that has come. A timer that is no longer the run's is left alone. */
export function planTimer(draft: Draft, { runId, token, dueAt }: DueTimer): void {
  // The clock was set back while the turn waited for a lock: by it, the deadline is still to come (G6).
  if (dueAt > draft.changes.at) return;
  const run = draft.findRun(runId);
  if (run === undefined) return;
  const step = draft.step(run, { type: 'timer', token });
  if (step.ignored === undefined) draft.take(run, step);
  // A row without a timer would be due for ever.
  else if (run.stored.timer === null) draft.changes.setTimer(run, 'none');
}

const attemptStatus: Record<AttemptEvent['type'], AttemptStatus> = {
  'attempt.completed': 'completed',
  'attempt.failed': 'failed',
  'attempt.asked': 'asked',
  'attempt.lost': 'lost',
};

/** An attempt that has ended, with the message that it was writing. */
export function planSettle(
  draft: Draft,
  runId: string,
  token: number,
  event: AttemptEvent,
  writing: Message | undefined,
): void {
  const run = draft.findRun(runId);
  if (run === undefined) return;
  const step = draft.step(run, {
    type: 'attempt',
    token,
    event: 'at' in event ? { ...event, at: draft.changes.at } : event,
  });
  if (step.ignored !== undefined) return;

  const isWhole = event.type === 'attempt.completed' || event.type === 'attempt.asked';
  const triesAgain = step.stored.state === 'retrying' || step.stored.state === 'parked';
  if (writing !== undefined) {
    if (isWhole) completeMessage(draft, run, token, writing);
    else closeMessage(draft, run, token, writing, triesAgain);
  }
  const isVoid = event.type === 'attempt.failed' && triesAgain;
  draft.take(run, step, { token, status: isVoid ? 'discarded' : attemptStatus[event.type] });
}

/** A message that is whole, while its attempt goes on. */
export function planMessage(draft: Draft, runId: string, token: number, message: Message): void {
  const run = draft.findRun(runId);
  if (run?.stored.attempt !== token) return;
  completeMessage(draft, run, token, message);
  draft.changes.releases.push({ type: 'closeMessage', runId, token, messageId: message.id });
}

/** The text so far, for people to read after a crash; and tool results, which must outlast one. */
export function planCheckpoint(draft: Draft, runId: string, token: number, message: Message): void {
  const run = draft.findRun(runId);
  if (run?.stored.attempt === token && !draft.changes.hasClosed(message.id))
    draft.changes.putMessage(run, message, token);
}

function completeMessage(draft: Draft, run: RunRecord, token: number, writing: Message): void {
  const message: Message = { ...writing, status: 'completed' };
  draft.changes.putMessage(run, message, token);
  draft.changes.record(run, { type: 'message.completed', message });
}

/**
 * Ends a message that did not become whole. With tool results it stays, cut after the last of them (G7).
 * Otherwise it has failed; and when the run tries again, what has failed is discarded.
 */
function closeMessage(
  draft: Draft,
  run: RunRecord,
  token: number,
  writing: Message,
  triesAgain: boolean,
): void {
  const kept = salvage(writing.parts);
  if (kept.length > 0) {
    completeMessage(draft, run, token, { ...writing, parts: kept });
    return;
  }
  const message: Message = { ...writing, status: 'failed' };
  draft.changes.putMessage(run, message, token);
  if (!triesAgain) {
    draft.changes.record(run, { type: 'message.failed', message });
    return;
  }
  draft.changes.write({ type: 'discardFailedMessages', runId: run.id, at: draft.changes.at });
  draft.changes.record(run, { type: 'message.discarded', messageId: message.id });
}
