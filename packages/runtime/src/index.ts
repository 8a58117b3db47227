// The types in the runtime's signatures are exported too, so that one import is enough.
export type { Failure } from '@perdure/failure';
export type {
  Json,
  RetryPolicy,
  RunCommand,
  RunContext,
  RunOutput,
  RunState,
  Usage,
} from '@perdure/run';
export { addUsage } from '@perdure/run';
export * from '@perdure/thread';
export { type FinishMeaning, finishMeaning } from './attempt/finish.ts';
export type { Timeouts } from './attempt/watchdog.ts';
export { type BatchTrace, formatTrace, type Trace } from './batch/trace.ts';
export type { DrainOptions } from './host/drain.ts';
export { StoreInUseError } from './host/held-stores.ts';
export type { RetentionOptions } from './host/retention.ts';
export type { LocalThread, Run, RunSnapshot } from './local-thread.ts';
export type { Limits } from './options/limits.ts';
export { type Clock, systemClock } from './ports/clock.ts';
export type {
  Chunk,
  FileChunk,
  NewToolOutput,
  Provider,
  ProviderRequest,
} from './ports/provider.ts';
export type { LocalStore, Store } from './ports/store.ts';
export { createRuntime, type Runtime, type RuntimeOptions } from './runtime.ts';
