/** The connection of assistant-ui to a thread. */
export type { FileUrl } from './files.ts';
export type { ErrorText } from './to-status.ts';
export { type AssistantRuntimeOptions, useAssistantRuntime } from './use-assistant-runtime.ts';
