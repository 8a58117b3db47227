/** The connection of assistant-ui to a thread. */
export type { ErrorText } from './to-message.ts';
export { type AssistantRuntimeOptions, useAssistantRuntime } from './use-assistant-runtime.ts';
