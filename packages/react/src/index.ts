/** React hooks over a thread. Other values of a thread are read with `useSelector` of `@xstate/react`. */
export type { Actions, AnswerOptions, PromptOptions } from './actions.ts';
export type { ChatStatus, HeldQueue, Retry } from './chat-status.ts';
export { secondsLeft } from './countdown.ts';
export { type ThreadActions, useActions } from './use-actions.ts';
export { useCountdown } from './use-countdown.ts';
export { useHeldQueue } from './use-held-queue.ts';
export { useMessage, useMessageIds, useMessages } from './use-messages.ts';
export { useNow } from './use-now.ts';
export { useReadable } from './use-readable.ts';
export { type CountedRetry, type RetryState, useRetry } from './use-retry.ts';
export { useRun } from './use-run.ts';
export { type ThreadOptions, type ThreadState, useThread } from './use-thread.ts';
