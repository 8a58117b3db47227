export { type AttemptScope, fromAttempt } from './attempt.ts';
export { defaultPolicy, type RetryPolicy } from './policy.ts';
export { runMachine } from './run.machine.ts';
export * from './types.ts';
