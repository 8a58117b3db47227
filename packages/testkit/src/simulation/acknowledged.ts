/** What was promised to somebody outside, and must therefore hold for ever. */
import type { RunOutput } from '@perdure/run';

export class Promises {
  /** Runs whose start was acknowledged, by id. */
  readonly started = new Map<string, { threadId: string; prompt: string }>();
  /** Runs whose cancel was accepted. */
  readonly cancelled = new Set<string>();
  /** Runs that were seen to have ended, and how. */
  readonly ended = new Map<string, RunOutput['status']>();
  /** How often each run was asked to go on at once: so often may it start before its time. */
  readonly hurried = new Map<string, number>();
  /** Keys of all attempts for which a provider was called: once each. */
  readonly calls = new Set<string>();
}
