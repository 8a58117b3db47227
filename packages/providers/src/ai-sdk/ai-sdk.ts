/** The AI SDK as a provider: the SDK's retries are off, its errors are thrown, and its approvals become questions. */
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';
import { checkObject, type Origin } from '@perdure/thread';
import type { LanguageModel, streamText } from 'ai';
import { openCalls } from '../history/index.ts';
import { converse, type StreamTextCall } from './converse.ts';
import { type Conversation, toHistory } from './history.ts';
import { resume } from './resume.ts';
import { whileRead } from './while-read.ts';

/**
 * Settings of `streamText`: `tools`, `toolApproval`, `instructions`, `stopWhen`, `temperature` and so on. The settings
 * that this type omits are set by the run. Approvals need no secret, because the approved call is read from the store
 * and not received from a browser.
 */
export type AiSdkSettings = Omit<
  Parameters<typeof streamText>[0],
  | 'model'
  | 'messages'
  | 'prompt'
  | 'abortSignal'
  | 'maxRetries'
  | 'streamRetries'
  | 'include'
  | 'onError'
  | 'experimental_toolApprovalSecret'
  | 'toolsContext'
> & {
  /**
   * The context of each tool, by tool name. It is checked against the tool's `contextSchema` when the tool is called.
   */
  toolsContext?: Readonly<Record<string, unknown>>;
};

/** Finds a model. @param name the model with which the run was started; undefined for a run that named no model */
export type ModelByName = (name: string | undefined) => LanguageModel;

/**
 * A provider that answers with a model of the AI SDK (`ai` 7).
 *
 * The SDK's own retries are off, because they would multiply the retries of the run, and can neither be seen nor
 * cancelled.
 *
 * A call of a tool without `execute`, or of a tool that needs approval, ends the attempt with a `Question`. After the
 * `QuestionAnswer`, either the answer becomes the result of the call, or the tool is performed. The model is called
 * again after that.
 *
 * What the model said is recorded with the SDK's `providerMetadata`, and goes back to the same model unchanged.
 *
 * Without `stopWhen`, the loop of tool calls ends after 20 steps. The run then ends with the reason `toolCalls`.
 *
 * A tool can receive the attempt's idempotency key through `toolsContext` if `settings` is a function. A tool that has
 * begun is not performed again: if its attempt ends first, the model is told that the outcome is unknown.
 *
 * @param model one model for every run, or a function that finds the model by name
 * @param settings for every attempt, or a function that is called with the request of each attempt
 * @throws {InvalidOptionError} for a model or settings of another type
 */
export function aiSdk(
  model: LanguageModel | ModelByName,
  settings: AiSdkSettings | ((request: ProviderRequest) => AiSdkSettings) = {},
): Provider {
  if (typeof model !== 'function' && (typeof model !== 'string' || model === ''))
    checkObject('model', model);
  if (typeof settings !== 'function') checkObject('settings', settings);
  return (outer) => whileRead(outer.signal, (signal) => answerTo({ ...outer, signal }));

  async function* answerTo(request: ProviderRequest): AsyncGenerator<Chunk> {
    const { messages, runId, model: name, signal } = request;
    const options = typeof settings === 'function' ? settings(request) : settings;
    const call: StreamTextCall = {
      ...options,
      tools: options.tools ?? {},
      model: typeof model === 'function' ? model(name) : model,
      abortSignal: signal,
    };
    const conversation: Conversation = { request, call, origin: originOf(call.model) };
    const [open, ...others] = openCalls(messages, runId);
    if (open === undefined)
      yield* converse(call, conversation.origin, await toHistory(conversation));
    else yield* resume(conversation, [open, ...others]);
  }
}

/** The model by the SDK's names, as `{ provider: 'anthropic.messages', model: 'claude-sonnet-4-5' }`. */
const originOf = (model: LanguageModel): Origin =>
  typeof model === 'string'
    ? { provider: 'gateway', model }
    : { provider: model.provider, model: model.modelId };
