/**
 * Derives the machine's input events and states from the log, because the log holds only what the machine emitted.
 *
 * The derived events are not sent to the machine, because a later version of the machine might reach other states than
 * the recorded run did.
 */
import type { Failure } from '@perdure/failure';
import {
  isLost,
  isOrderly,
  type RunContext,
  type RunEmitted,
  type RunState,
  runMachine,
} from '@perdure/run';
import type { ThreadEvent } from '@perdure/thread';
import type { MachineEvent, Moment } from './moment.ts';

/** A recorded event that the run's machine emitted: neither `run.queued` nor a note. */
export type EmittedEvent = Extract<ThreadEvent, RunEmitted>;

/** A recorded event that changes no state of the machine: an event of a message or of a request. */
export type NoteEvent = Extract<ThreadEvent, { type: `${'message' | 'request'}.${string}` }>;

export const isEmittedEvent = (event: ThreadEvent): event is EmittedEvent =>
  event.type !== 'run.queued' && !/^(message|request)\./.test(event.type);

/** The moment after an event; undefined if the event belongs to the same transition as the event before it. */
export function replay(before: Moment, event: EmittedEvent): Moment | undefined {
  const to = (value: RunState, input: MachineEvent, change: Partial<RunContext> = {}): Moment => ({
    event: input,
    at: event.at,
    value,
    context: { ...before.context, ...change },
  });

  switch (event.type) {
    case 'run.started':
      return to('running', { type: 'run.start' });
    case 'attempt.started':
      // The event `run.started` or `run.answered` before this one has already led to `running`, in the same transition.
      if (before.value === 'running') return undefined;
      return to('running', endOfWait(before, event.at), {
        retryCount: event.retryCount,
        wait: null,
      });
    case 'run.retrying':
    case 'run.parked': {
      const { failure, retryCount, lossCount, waitMs, retryAt } = event;
      const wait = { ms: waitMs, until: retryAt };
      const value = event.type === 'run.retrying' ? 'retrying' : 'parked';
      return to(value, endOfAttempt(event), {
        failure,
        retryCount,
        wait,
        ...countsAfter(before.context, failure, lossCount),
      });
    }
    case 'run.asked': {
      const { question, progressed } = event;
      const change = {
        question,
        answer: null,
        answered: null,
        streak: 0,
        ...(progressed && { retryCount: 0 }),
      };
      return to('awaitingInput', { type: 'attempt.asked', question }, change);
    }
    case 'run.answered': {
      const { answer } = event;
      const change = { question: null, answer, answered: before.context.question };
      return to('running', { type: 'run.answer', answer }, change);
    }
    case 'run.completed': {
      const { output } = event;
      return to('completed', { type: 'attempt.completed', output }, { output, failure: null });
    }
    case 'run.failed':
      return to('failed', endOfAttempt(event), { failure: event.failure });
    case 'run.interrupted':
      return to('interrupted', endOfAttempt(event), { failure: event.failure, wait: null });
    case 'run.cancelled':
      return to('cancelled', { type: 'run.cancel' }, { wait: null });
  }
}

/** What the end of an attempt counts: a retry, a loss, or nothing if it was orderly. */
function countsAfter(
  { totalRetryCount, suspicion }: RunContext,
  failure: Failure,
  lossCount: number | undefined,
): Partial<RunContext> {
  if (lossCount !== undefined) return { lossCount, suspicion: suspicion + 1 };
  // An older version has counted a lost attempt as a retry.
  return isOrderly(failure) ? {} : { lossCount: 0, totalRetryCount: totalRetryCount + 1 };
}

/** The event that ended a wait: the timer's event at or after the deadline, `run.retryNow` before the deadline. */
function endOfWait({ value, context }: Moment, at: number): MachineEvent {
  const [delay] = runMachine.states[value]?.after ?? [];
  const isEarly = context.wait?.until != null && at < context.wait.until;
  return { type: isEarly || delay === undefined ? 'run.retryNow' : delay.eventType };
}

type FailureEvent = Extract<EmittedEvent, { failure: unknown }>;

const endOfAttempt = ({ failure, at }: FailureEvent): MachineEvent =>
  isLost(failure)
    ? { type: 'attempt.lost', ...(isOrderly(failure) && { orderly: true }), at }
    : { type: 'attempt.failed', failure, at };
