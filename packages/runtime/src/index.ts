export * from './errors.ts';
export type { Receipt } from './host/plans.ts';
export type { Limits } from './host/watchdog.ts';
export { type Clock, systemClock } from './ports/clock.ts';
export type { Chunk, Provider, ProviderRequest } from './ports/provider.ts';
export {
  type AttemptStatus,
  activeStates,
  attemptStatuses,
  type DueTimer,
  type RunRecord,
  type Store,
  type ThreadSummary,
  type Write,
} from './ports/store.ts';
export type { Run, RunSnapshot } from './run.ts';
export { createRuntime, type Runtime, type RuntimeOptions } from './runtime.ts';
export type { LocalThread, StartOptions, Thread } from './thread.ts';
export * from './view/index.ts';
