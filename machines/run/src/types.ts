/** The words of the run machine: what goes in, what it remembers, what it says. All of it is JSON. */
import type { Failure } from '@perdure/failure';
import type { RetryPolicy } from './policy.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface RunInput {
  /** Handed on to every attempt. The machine does not look inside. */
  request?: Json;
  /** What differs from the default policy. */
  policy?: Partial<RetryPolicy>;
}

/** What an attempt is given. */
export interface AttemptInput {
  request: Json;
  /** 0 for the first attempt, then the number of the retry. */
  retry: number;
  /** What the human last answered, if the run has asked. */
  answer: Json;
}

/** Why a run waits, and until when. */
export interface Wait {
  ms: number;
  /** Wall-clock deadline, epoch milliseconds; null where the event that began the wait carried no time. */
  until: number | null;
}

export interface RunContext {
  policy: RetryPolicy;
  request: Json;
  /** Retries used up so far. While waiting, the one waited for counts. */
  retries: number;
  /** How often the present failure has come in a row, at once and the same. */
  streak: number;
  wait: Wait | null;
  /** Of the last attempt that failed; null again once the run has completed. */
  failure: Failure | null;
  question: Json;
  answer: Json;
  output: Json;
}

/** What one may ask of a run. A run that can't do it ignores it. */
export type RunCommand =
  | { type: 'run.start' }
  | { type: 'run.cancel' }
  | { type: 'run.retryNow' }
  | { type: 'run.answer'; answer: Json };

/**
 * How an attempt ended. `at` (epoch ms) and `jitter` ([0, 1)) bring the time and chance that the machine has none of.
 * `tookMs` is how long an attempt lasted that failed before it had said anything; without it, no repetition is noticed.
 */
export type AttemptEvent =
  | { type: 'attempt.completed'; output?: Json }
  | { type: 'attempt.failed'; failure: Failure; at?: number; jitter?: number; tookMs?: number }
  | { type: 'attempt.asked'; question: Json }
  | { type: 'attempt.lost'; at?: number; jitter?: number };

export type RunEvent = RunCommand | AttemptEvent;

export interface Waiting {
  /** The retry that the wait leads to, from 1. */
  retry: number;
  maxRetries: number;
  waitMs: number;
  retryAt: number | null;
  failure: Failure;
}

/** What has happened: emitted by the machine, recorded and streamed by a host. */
export type RunEmitted =
  | { type: 'run.started' }
  | { type: 'attempt.started'; retry: number }
  | ({ type: 'run.retrying' } & Waiting)
  | ({ type: 'run.parked' } & Waiting)
  | { type: 'run.asked'; question: Json }
  | { type: 'run.answered'; answer: Json }
  | { type: 'run.completed'; output: Json }
  | { type: 'run.failed'; failure: Failure }
  | { type: 'run.cancelled' }
  | { type: 'run.interrupted'; failure: Failure };

export interface RunOutput {
  status: FinalState;
  output: Json;
  failure: Failure | null;
  retries: number;
}

export const waitingStates = ['queued', 'retrying', 'parked', 'awaitingInput'] as const;
export const finalStates = ['completed', 'failed', 'cancelled', 'interrupted'] as const;
export const runStates = [
  'queued',
  'running',
  'retrying',
  'parked',
  'awaitingInput',
  ...finalStates,
] as const;

export type RunState = (typeof runStates)[number];
export type FinalState = (typeof finalStates)[number];
/** `active`: its thread is busy with it. `waiting`: nothing is under way. `settled`: nothing follows. */
export type RunTag = 'active' | 'waiting' | 'settled';
