export { type AttemptScope, fromAttempt } from './attempt.ts';
export { outputOf, resumingInput, startContext, upgradeContext } from './context.ts';
export { defaultPolicy, InvalidPolicyError, toPolicy } from './policy.ts';
export { runMachine } from './run.machine.ts';
export * from './words.ts';
