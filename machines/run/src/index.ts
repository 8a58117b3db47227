export { type AttemptScope, fromAttempt } from './attempt.ts';
export { upgradeContext } from './context.ts';
export { defaultPolicy, InvalidPolicyError, type RetryPolicy, toPolicy } from './policy.ts';
export { runMachine } from './run.machine.ts';
export * from './types.ts';
