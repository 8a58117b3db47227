/** Hooks over a thread. A thread is an actor: `useSelector` of `@xstate/react` reads whatever these do not. */
export type { Actions, AnswerOptions, Prompt, PromptOptions } from './actions.ts';
export type { ChatThread } from './chat-thread.ts';
export { secondsLeft } from './countdown.ts';
export { type ThreadActions, useActions } from './use-actions.ts';
export { useCountdown } from './use-countdown.ts';
export { useCurrentRun } from './use-current-run.ts';
export { useLive } from './use-live.ts';
export { useMessage, useMessageIds, useMessages } from './use-messages.ts';
export { type RetryState, useRetry } from './use-retry.ts';
export { useRun } from './use-run.ts';
export { type ThreadState, useThread } from './use-thread.ts';
export type { ChatStatus, Retry } from './view-status.ts';
