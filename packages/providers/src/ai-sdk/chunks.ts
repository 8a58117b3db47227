/** Converts parts of the SDK's stream to chunks. */
import { redact } from '@perdure/failure';
import type { Chunk, Json, Usage } from '@perdure/runtime';
import type { Metadata } from '@perdure/thread';
import type { LanguageModelUsage, TextStreamPart, ToolSet } from 'ai';
import { denialResult } from '../questions/question.ts';
import type { ModelOutputs } from './model-outputs.ts';

/**
 * Converts one part. A part that adds nothing to the message is a sign of life. Throws the error of an `error` part,
 * because the SDK itself does not throw that error.
 */
export async function toChunk(
  part: TextStreamPart<ToolSet>,
  outputs: ModelOutputs,
): Promise<Chunk> {
  switch (part.type) {
    case 'text-start':
    case 'text-delta':
    case 'text-end':
      return toPiece('text', part);
    case 'reasoning-start':
    case 'reasoning-delta':
    case 'reasoning-end':
      return toPiece('reasoning', part);
    case 'file':
    case 'reasoning-file':
      return {
        type: 'file',
        data: part.file.uint8Array,
        mediaType: part.file.mediaType,
        ...(part.type === 'reasoning-file' && { reasoning: true }),
        ...attached(part),
      };
    case 'source':
      return toSource(part);
    case 'custom':
      return { type: 'other', value: { type: 'custom', kind: part.kind }, ...attached(part) };
    case 'tool-call':
      return {
        type: 'toolCall',
        id: part.toolCallId,
        name: part.toolName,
        input: (part.input ?? null) as Json,
        ...(part.invalid && { invalid: true }),
        ...executed(part),
        ...attached(part),
      };
    case 'tool-result': {
      // A preliminary output is skipped: a tool may yield several outputs, and the last one is the result.
      if (part.preliminary) return { type: 'alive' };
      const modelOutput = await outputs.recorded(part);
      const output = (part.output ?? null) as Json;
      return { ...resultOf(part), output, ...(modelOutput && { modelOutput }) };
    }
    case 'tool-error':
      // An error of a tool is a result too, because the model is given the error and continues.
      return toError(part);
    case 'tool-output-denied':
      return { ...resultOf(part), ...denialResult() };
    case 'error':
      throw part.error;
    case 'abort':
      throw Object.assign(new Error(part.reason ?? 'The attempt was stopped.'), {
        name: 'AbortError',
      });
    default:
      return { type: 'alive' };
  }
}

type SdkPart<T extends TextStreamPart<ToolSet>['type']> = Extract<
  TextStreamPart<ToolSet>,
  { type: T }
>;

/** A piece of text. Without text and metadata it says nothing, except that a thought has begun. */
function toPiece(
  type: 'text' | 'reasoning',
  part: SdkPart<`${'text' | 'reasoning'}-${'start' | 'delta' | 'end'}`>,
): Chunk {
  const text = 'text' in part ? part.text : '';
  const isNothing = text === '' && part.providerMetadata === undefined;
  return isNothing && part.type !== 'reasoning-start'
    ? { type: 'alive' }
    : { type, text, block: part.id, ...attached(part) };
}

function toSource(part: SdkPart<'source'>): Chunk {
  const { id, title } = part;
  return {
    type: 'source',
    id,
    ...(part.sourceType === 'url' ? { url: part.url } : { mediaType: part.mediaType }),
    ...(title !== undefined && { title }),
    ...attached(part),
  };
}

/** An error of a tool. Of a tool that the provider performs, the error itself is kept, because its library reads it. */
function toError(part: SdkPart<'tool-error'>): Chunk {
  const { error, providerExecuted } = part;
  const text = shown(error instanceof Error ? error.message : toldTo(error));
  const told = shown(toldTo(error));
  const ofProvider = {
    type: 'errorJson',
    value: JSON.parse(JSON.stringify(error ?? null)),
  } as const;
  return {
    ...resultOf(part),
    output: { error: text },
    isError: true,
    ...(providerExecuted && { modelOutput: ofProvider }),
    ...(!providerExecuted && told !== text && { modelOutput: { type: 'errorText', value: told } }),
  };
}

/** The words in which the SDK tells a model of an error: `@ai-sdk/provider` 4.0.38, `getErrorMessage`. */
function toldTo(error: unknown): string {
  if (error === undefined || error === null) return 'unknown error';
  if (typeof error === 'string' || error instanceof Error) return String(error);
  return JSON.stringify(error) ?? String(error);
}

const shown = (words: string): string => redact(words).toWellFormed();

interface CallReference {
  toolCallId: string;
  toolName: string;
  providerExecuted?: boolean | undefined;
  providerMetadata?: unknown;
}

const resultOf = (part: CallReference) => ({
  type: 'toolResult' as const,
  id: part.toolCallId,
  name: part.toolName,
  ...executed(part),
  ...attached(part),
});

const executed = (part: { providerExecuted?: boolean | undefined }) =>
  part.providerExecuted ? { providerExecuted: true as const } : {};

const attached = ({ providerMetadata }: { providerMetadata?: unknown }) =>
  providerMetadata === undefined ? {} : { metadata: providerMetadata as Metadata };

/** The usage of a model call; undefined if the provider has said none. */
export function toUsage(used: LanguageModelUsage): Usage | undefined {
  const fields = {
    inputTokens: used.inputTokens,
    outputTokens: used.outputTokens,
    reasoningTokens: used.outputTokenDetails?.reasoningTokens,
    cacheReadTokens: used.inputTokenDetails?.cacheReadTokens,
    cacheWriteTokens: used.inputTokenDetails?.cacheWriteTokens,
  };
  const known = Object.entries(fields).filter(([, tokens]) => tokens !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
