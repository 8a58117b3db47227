/** The AI SDK as a provider: `streamText`, with its own retries off, its errors thrown, its questions asked. */
import type { Provider, ProviderRequest } from '@perdure/runtime';
import type { LanguageModel, streamText } from 'ai';
import { openCalls } from './calls.ts';
import { converse, type StreamTextCall } from './converse.ts';
import { toModelMessages } from './messages.ts';
import { resume } from './resume.ts';

/**
 * Whatever `streamText` takes: `tools`, `toolApproval`, `instructions`, `stopWhen`, `temperature` … The rest is
 * the run's. Approvals need no signature: what is approved comes from the store, not from a browser.
 */
export type AiSdkSettings = Omit<
  Parameters<typeof streamText>[0],
  | 'model'
  | 'messages'
  | 'prompt'
  | 'abortSignal'
  | 'maxRetries'
  | 'streamRetries'
  | 'onError'
  | 'experimental_toolApprovalSecret'
  | 'toolsContext'
> & {
  /** By tool: checked against its `contextSchema` when it is called. */
  toolsContext?: Readonly<Record<string, unknown>>;
};

/** The model with the name that a run was started with, or the one to use when it named none. */
export type ModelByName = (name: string | undefined) => LanguageModel;

/**
 * A provider that answers with a model of the AI SDK (`ai` 7). A model that is given as it is answers every run,
 * whatever name the run was started with.
 *
 * Retries of the SDK are off: two loops multiply, and its own can neither be seen nor cancelled.
 *
 * A call of a tool without `execute`, or one that needs approval, ends the attempt with a `Question`; a
 * `QuestionAnswer` becomes the call's result, or has the tool performed, before the model is asked again.
 *
 * Settings may be a function of the attempt. So tools learn its key, for example through `toolsContext`; with it,
 * one with effects outside tells a repetition from a new call. A tool that was approved keeps its `toolCallId`
 * when it is performed again because the process died before its result was recorded.
 */
export function aiSdk(
  model: LanguageModel | ModelByName,
  settings: AiSdkSettings | ((request: ProviderRequest) => AiSdkSettings) = {},
): Provider {
  return async function* (request) {
    const { messages, runId, model: name, signal } = request;
    const options = typeof settings === 'function' ? settings(request) : settings;
    const call: StreamTextCall = {
      ...options,
      tools: options.tools ?? {},
      model: typeof model === 'function' ? model(name) : model,
      abortSignal: signal,
    };
    const [open, ...others] = openCalls(messages, runId);
    yield* open === undefined
      ? converse(call, toModelMessages(messages))
      : resume(request, call, [open, ...others]);
  };
}
