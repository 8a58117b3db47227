/** Converts parts of the SDK's stream to chunks. */
import { redact, redactJson } from '@perdure/failure';
import type { Chunk, Json } from '@perdure/runtime';
import type { Metadata } from '@perdure/thread';
import type { TextStreamPart, ToolSet } from 'ai';
import { denialResult } from '../questions/decide.ts';
import type { ModelCalls } from './model-calls.ts';
import type { ModelOutputs } from './model-outputs.ts';
import { ToldError, told, wordsOf } from './told-error.ts';

/** What the parts themselves do not say. */
export interface Known {
  outputs: ModelOutputs;
  calls: ModelCalls;
}

/**
 * Converts one part. A part that adds nothing to the message is a sign of life. Throws the error of an `error` part,
 * because the SDK itself does not throw that error.
 */
export async function toChunk(
  part: TextStreamPart<ToolSet>,
  { outputs, calls }: Known,
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
        input: (calls.inputOf(part) ?? null) as Json,
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
      return { ...resultOf(part), ...denialResult(calls.denials.get(part.toolCallId)) };
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
  const { providerExecuted } = part;
  const error = part.error instanceof ToldError ? part.error.cause : part.error;
  const text = redact(
    error instanceof Error ? String(error.message) : wordsOf(error),
  ).toWellFormed();
  const words = part.error instanceof ToldError ? part.error.message : told(wordsOf(error));
  return {
    ...resultOf(part),
    output: { error: text },
    isError: true,
    ...(providerExecuted && { modelOutput: { type: 'errorJson', value: toJson(error) } }),
    ...(!providerExecuted &&
      words !== text && { modelOutput: { type: 'errorText', value: words } }),
  };
}

const toJson = (value: unknown): Json => redactJson(JSON.parse(JSON.stringify(value) ?? 'null'));

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
