/**
 * The log read backwards into the machine: it holds what a run has said, and the inspector shows what it was told.
 *
 * What is recorded is not put through the machine again. It is true whatever the machine of today would do.
 */
import { type RunContext, type RunState, runMachine } from '@perdure/run';
import type { ThreadEvent } from '@perdure/runtime';
import type { MachineEvent, Moment } from './moment.ts';

export type RunFact = Exclude<ThreadEvent, { type: 'run.queued' | `message.${string}` }>;

export const isRunFact = (fact: ThreadEvent): fact is RunFact =>
  fact.type !== 'run.queued' && !fact.type.startsWith('message.');

/** The moment to which a fact has led; undefined if it only follows from the one before. */
export function replay(before: Moment, fact: RunFact): Moment | undefined {
  const to = (value: RunState, event: MachineEvent, change: Partial<RunContext> = {}): Moment => ({
    event,
    at: fact.at,
    value,
    context: { ...before.context, ...change },
  });

  switch (fact.type) {
    case 'run.started':
      return to('running', { type: 'run.start' });
    case 'attempt.started':
      // The start and the answer of a human lead into an attempt by themselves.
      if (before.value === 'running') return undefined;
      return to('running', endOfWait(before, fact.at), { retries: fact.retry, wait: null });
    case 'run.retrying':
    case 'run.parked': {
      const { failure, retry, waitMs, retryAt } = fact;
      const wait = { ms: waitMs, until: retryAt };
      const value = fact.type === 'run.retrying' ? 'retrying' : 'parked';
      return to(value, endOfAttempt(fact), { failure, retries: retry, wait });
    }
    case 'run.asked': {
      const { question } = fact;
      const change = { question, answer: null, streak: 0 };
      return to('awaitingInput', { type: 'attempt.asked', question }, change);
    }
    case 'run.answered': {
      const { answer } = fact;
      return to('running', { type: 'run.answer', answer }, { question: null, answer });
    }
    case 'run.completed': {
      const { output } = fact;
      return to('completed', { type: 'attempt.completed', output }, { output, failure: null });
    }
    case 'run.failed':
      return to('failed', endOfAttempt(fact), { failure: fact.failure });
    case 'run.interrupted':
      return to('interrupted', endOfAttempt(fact), { failure: fact.failure, wait: null });
    case 'run.cancelled':
      return to('cancelled', { type: 'run.cancel' }, { wait: null });
  }
}

/** A wait ends at its deadline; before it, only when somebody asks. */
function endOfWait({ value, context }: Moment, at: number): MachineEvent {
  const [delay] = runMachine.states[value]?.after ?? [];
  const isEarly = context.wait?.until != null && at < context.wait.until;
  return { type: isEarly || delay === undefined ? 'run.retryNow' : delay.eventType };
}

type Ending = Extract<RunFact, { failure: unknown }>;

function endOfAttempt({ failure, at }: Ending): MachineEvent {
  if (failure.rule === 'run.attemptLost') return { type: 'attempt.lost', at };
  return { type: 'attempt.failed', failure, at };
}
