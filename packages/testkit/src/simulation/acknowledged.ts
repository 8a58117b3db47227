/** What the host has acknowledged to its callers, and the provider calls that it has made. All of it must stay true. */
import type { RunOutput } from '@perdure/run';
import { Losses } from './losses.ts';

export class Acknowledged {
  /** Runs for which the promise of `start` has resolved, by id. */
  readonly started = new Map<string, { threadId: string; prompt: string }>();
  /** Ids of the runs for which `run.cancel` was accepted. */
  readonly cancelled = new Set<string>();
  /** Final states of the runs for which the promise of `done` has resolved, by id. */
  readonly ended = new Map<string, RunOutput['status']>();
  /** Number of `run.retryNow` commands sent to each run. As many of its attempts may start before their deadline. */
  readonly hurried = new Map<string, number>();
  /** Runs to which `run.start` was sent. No other run starts out of a held queue. */
  readonly goneOn = new Set<string>();
  /** Idempotency keys of all provider calls. */
  readonly calls = new Set<string>();
  readonly losses = new Losses();
}
