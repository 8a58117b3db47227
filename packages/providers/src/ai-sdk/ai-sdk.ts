/** The AI SDK as a provider: `streamText`, with its own retries off and its errors thrown. */
import { redact } from '@perdure/failure';
import type { Chunk, Provider } from '@perdure/runtime';
import { type LanguageModel, streamText, type TextStreamPart, type ToolSet } from 'ai';
import { toModelMessages } from './messages.ts';

type StreamTextOptions = Parameters<typeof streamText>[0];

/** Whatever `streamText` takes: `tools`, `instructions`, `stopWhen`, `temperature` … The rest is the run's. */
export type AiSdkSettings = Omit<
  StreamTextOptions,
  'model' | 'messages' | 'prompt' | 'abortSignal' | 'maxRetries' | 'streamRetries' | 'onError'
>;

/**
 * A provider that answers with a model of the AI SDK (`ai` 7).
 *
 * Retries of the SDK are off: two loops multiply, and its own can neither be seen nor cancelled. Give tools
 * with effects outside the attempt's key, `runId/token`, to tell a repetition from a new call.
 */
export function aiSdk(model: LanguageModel, settings: AiSdkSettings = {}): Provider {
  return async function* ({ messages, signal }) {
    const { stream } = streamText({
      ...settings,
      model,
      messages: toModelMessages(messages),
      abortSignal: signal,
      maxRetries: 0,
      // The error comes as a part too. Without this the SDK also writes it to the console.
      onError: () => {},
    } as StreamTextOptions);
    let steps = 0;
    for await (const part of stream) {
      if (part.type === 'start-step' && steps++ > 0) yield { type: 'step' };
      const chunk = toChunk(part);
      if (chunk !== undefined) yield chunk;
    }
  };
}

/** @throws what the part says went wrong: the SDK does not throw it by itself */
function toChunk(part: TextStreamPart<ToolSet>): Chunk | undefined {
  switch (part.type) {
    case 'text-delta':
      return part.text === '' ? undefined : { type: 'text', text: part.text };
    case 'reasoning-delta':
      return part.text === '' ? undefined : { type: 'reasoning', text: part.text };
    case 'tool-call':
      return {
        type: 'toolCall',
        id: part.toolCallId,
        name: part.toolName,
        input: part.input as never,
      };
    case 'tool-result':
      // A tool that answers bit by bit has answered with the last of them.
      if (part.preliminary) return undefined;
      return {
        type: 'toolResult',
        id: part.toolCallId,
        name: part.toolName,
        output: (part.output ?? null) as never,
      };
    case 'tool-error':
      // A tool that failed has answered, too: the model is told, and goes on.
      return {
        type: 'toolResult',
        id: part.toolCallId,
        name: part.toolName,
        output: { error: redact(String(part.error)) },
      };
    case 'finish': {
      const { inputTokens, outputTokens } = part.totalUsage;
      const usage = {
        ...(inputTokens !== undefined && { inputTokens }),
        ...(outputTokens !== undefined && { outputTokens }),
      };
      const isKnown = Object.keys(usage).length > 0;
      return { type: 'finish', reason: part.finishReason, ...(isKnown && { usage }) };
    }
    case 'error':
      throw part.error;
    case 'abort':
      throw Object.assign(new Error(part.reason ?? 'The attempt was stopped.'), {
        name: 'AbortError',
      });
    default:
      return undefined;
  }
}
