/** What the host has acknowledged to callers, and the calls that it has made. All of it must hold from then on. */
import type { RunOutput } from '@perdure/run';

export class Acknowledged {
  /** Runs whose start has resolved, by id. */
  readonly started = new Map<string, { threadId: string; prompt: string }>();
  /** Runs whose `run.cancel` was accepted. */
  readonly cancelled = new Set<string>();
  /** Final states of runs whose `done` has resolved. */
  readonly ended = new Map<string, RunOutput['status']>();
  /** Number of `run.retryNow` sent to each run: so many attempts may start before their deadline. */
  readonly hurried = new Map<string, number>();
  /** Idempotency keys of all calls of a provider. */
  readonly calls = new Set<string>();
}
