/**
 * The lifecycle of a run.
 *
 *   queued ──► running ──► completed
 *               │ ▲  └───► failed · interrupted
 *               ▼ │
 *     retrying · parked · awaitingInput          run.cancel: ──► cancelled
 *
 * The machine is pure: it has no clock, no randomness, no I/O. Time and jitter come as data on events. Effects leave
 * as emitted events and as the invoked actor `attempt`, which a host provides.
 */
import { assertEvent, assign, emit, setup } from 'xstate';
import { fromAttempt } from './attempt.ts';
import { attemptInput, outputOf, startContext } from './context.ts';
import {
  defect,
  failureOf,
  isFar,
  isRepeating,
  mayTryAgain,
  planRetry,
  repeated,
  waiting,
} from './failing.ts';
import { givenUp, mayComeBack, planReturn } from './losing.ts';
import { hasProgressed } from './progress.ts';
import { usedAfter, usedBy } from './usage.ts';
import type { RunContext, RunEmitted, RunEvent, RunInput, RunOutput, RunTag } from './words.ts';

const lifecycle = setup({
  types: {
    context: {} as RunContext,
    events: {} as RunEvent,
    input: {} as RunInput,
    output: {} as RunOutput,
    emitted: {} as RunEmitted,
    tags: {} as RunTag,
  },
  actors: {
    attempt: fromAttempt(() =>
      Promise.reject(new Error('No attempt: runMachine.provide({ actors: { attempt } }).')),
    ),
  },
  delays: {
    backoff: ({ context }) => context.wait?.ms ?? 0,
    reset: ({ context }) => context.wait?.ms ?? 0,
  },
  guards: {
    isRepeating: ({ context, event }) => mayTryAgain(context, event) && isRepeating(context, event),
    canRetry: ({ context, event }) =>
      mayTryAgain(context, event) && !isFar(context.policy, failureOf(event)),
    canPark: ({ context, event }) =>
      mayTryAgain(context, event) && isFar(context.policy, failureOf(event)),
    canRetryLost: ({ context, event }) => mayComeBack(context, event),
    hasLosses: ({ context }) => context.lossCount > 0,
  },
  actions: {
    planRetry: assign(({ context, event }) => ({
      ...planRetry(context, event),
      ...usedAfter(context, event),
    })),
    recordRepetition: assign(({ context, event }) => ({
      ...repeated(context, event),
      ...usedAfter(context, event),
    })),
    planReturn: assign(({ context, event }) => ({
      ...planReturn(context, event),
      ...usedAfter(context, event),
    })),
    giveUpLost: assign(({ context, event }) => ({
      ...givenUp(context, event),
      ...usedAfter(context, event),
    })),
    forgetLosses: assign({ lossCount: 0 }),
    recordFailure: assign(({ context, event }) => ({
      failure: failureOf(event),
      lossCount: 0,
      wait: null,
      ...usedAfter(context, event),
    })),
    recordOutput: assign(({ context, event }) => {
      assertEvent(event, 'attempt.completed');
      return {
        output: event.output ?? null,
        failure: null,
        lossCount: 0,
        ...usedAfter(context, event),
      };
    }),
    recordQuestion: assign(({ context, event }) => {
      assertEvent(event, 'attempt.asked');
      return {
        ...(hasProgressed(event) && { retryCount: 0 }),
        question: event.question,
        answer: null,
        answered: null,
        streak: 0,
        lossCount: 0,
        suspicion: 0,
        ...usedAfter(context, event),
      };
    }),
    recordAnswer: assign(({ context, event }) => {
      assertEvent(event, 'run.answer');
      return { question: null, answer: event.answer, answered: context.question };
    }),
    endWait: assign({ wait: null }),
    recordUsage: assign(({ context, event }) => usedAfter(context, event)),

    announceStart: emit(({ context: { resumes } }) => ({
      type: 'run.started',
      ...(resumes !== null && { resumes }),
    })),
    announceAttempt: emit(({ context }) => ({
      type: 'attempt.started',
      retryCount: context.retryCount,
    })),
    announceRetry: emit(({ context, event }) => ({
      type: 'run.retrying',
      ...waiting(context),
      ...usedBy(event),
    })),
    announceParking: emit(({ context, event }) => ({
      type: 'run.parked',
      ...waiting(context),
      ...usedBy(event),
    })),
    announceQuestion: emit(({ context, event }) => ({
      type: 'run.asked',
      question: context.question,
      ...(hasProgressed(event) && { progressed: true }),
      ...usedBy(event),
    })),
    announceAnswer: emit(({ context }) => ({ type: 'run.answered', answer: context.answer })),
    announceCompletion: emit(({ context, event }) => ({
      type: 'run.completed',
      output: context.output,
      ...usedBy(event),
    })),
    announceFailure: emit(({ context, event }) => ({
      type: 'run.failed',
      failure: context.failure ?? defect('unknown'),
      ...usedBy(event),
    })),
    announceCancellation: emit(({ event }) => ({ type: 'run.cancelled', ...usedBy(event) })),
    announceInterruption: emit(({ context, event }) => ({
      type: 'run.interrupted',
      failure: context.failure ?? defect('unknown'),
      ...usedBy(event),
    })),
  },
});

/**
 * The run machine. Input: `RunInput`. Events: `RunEvent`. Emitted: `RunEmitted`. Output: `RunOutput`.
 *
 * Provide its actor first: `runMachine.provide({ actors: { attempt: fromAttempt(…) } })`. Without it, the first attempt
 * fails the run.
 */
export const runMachine = lifecycle.createMachine({
  id: 'run',
  context: ({ input }) => startContext(input),
  output: ({ event }) => event.output as RunOutput,
  options: { maxIterations: 100 },
  initial: 'queued',
  states: {
    queued: {
      tags: ['waiting'],
      description: 'Its thread is busy with another run, or holds its queue.',
      on: {
        'run.start': { target: 'running', actions: ['announceStart'] },
        'run.cancel': { target: 'cancelled' },
      },
    },
    running: {
      tags: ['active'],
      description: 'One attempt is under way.',
      entry: ['announceAttempt'],
      invoke: {
        id: 'attempt',
        src: 'attempt',
        input: ({ context }) => attemptInput(context),
        onError: { target: 'failed', actions: ['recordFailure'] },
      },
      on: {
        'attempt.completed': { target: 'completed', actions: ['recordOutput'] },
        'attempt.failed': [
          { guard: 'isRepeating', target: 'failed', actions: ['recordRepetition'] },
          { guard: 'canRetry', target: 'retrying', actions: ['planRetry'] },
          { guard: 'canPark', target: 'parked', actions: ['planRetry'] },
          { target: 'failed', actions: ['recordFailure'] },
        ],
        'attempt.asked': { target: 'awaitingInput', actions: ['recordQuestion'] },
        'attempt.lost': [
          { guard: 'canRetryLost', target: 'retrying', actions: ['planReturn'] },
          { target: 'interrupted', actions: ['giveUpLost'] },
        ],
        'attempt.cleared': { guard: 'hasLosses', actions: ['forgetLosses'] },
        'run.cancel': { target: 'cancelled', actions: ['recordUsage'] },
      },
    },
    retrying: {
      tags: ['active', 'waiting'],
      description: 'Waits out the back-off.',
      entry: ['announceRetry'],
      exit: ['endWait'],
      after: { backoff: { target: 'running' } },
      on: {
        'run.retryNow': { target: 'running' },
        'run.cancel': { target: 'cancelled' },
      },
    },
    parked: {
      tags: ['active', 'waiting'],
      description: 'Waits for a reset that is far away.',
      entry: ['announceParking'],
      exit: ['endWait'],
      after: { reset: { target: 'running' } },
      on: {
        'run.retryNow': { target: 'running' },
        'run.cancel': { target: 'cancelled' },
      },
    },
    awaitingInput: {
      tags: ['active', 'waiting'],
      description: 'A human must approve or answer.',
      entry: ['announceQuestion'],
      on: {
        'run.answer': { target: 'running', actions: ['recordAnswer', 'announceAnswer'] },
        'run.cancel': { target: 'cancelled' },
      },
    },
    completed: {
      type: 'final',
      tags: ['settled'],
      entry: ['announceCompletion'],
      output: ({ context }) => outputOf('completed', context),
    },
    failed: {
      type: 'final',
      tags: ['settled'],
      entry: ['announceFailure'],
      output: ({ context }) => outputOf('failed', context),
    },
    cancelled: {
      type: 'final',
      tags: ['settled'],
      entry: ['announceCancellation'],
      output: ({ context }) => outputOf('cancelled', context),
    },
    interrupted: {
      type: 'final',
      tags: ['settled'],
      entry: ['announceInterruption'],
      output: ({ context }) => outputOf('interrupted', context),
    },
  },
});
