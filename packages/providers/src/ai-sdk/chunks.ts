/** Converts parts of the SDK's stream to chunks. */
import { redact } from '@perdure/failure';
import type { Chunk, Json } from '@perdure/runtime';
import type { TextStreamPart, ToolSet } from 'ai';
import { denial } from './question.ts';

/**
 * Converts one part; undefined for a part that has no matching chunk. Throws the error of an `error` part, because the
 * SDK itself does not throw that error.
 */
export function toChunk(part: TextStreamPart<ToolSet>): Chunk | undefined {
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
        input: part.input as Json,
      };
    case 'tool-result':
      // A preliminary output is skipped: a tool may yield several outputs, and the last one is the result.
      if (part.preliminary) return undefined;
      return result(part, part.output ?? null);
    case 'tool-error':
      // An error of a tool is a result too, because the model is given the error and continues.
      return result(part, { error: redact(String(part.error)) });
    case 'tool-output-denied':
      return result(part, denial());
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

const result = (
  { toolCallId: id, toolName: name }: { toolCallId: string; toolName: string },
  output: unknown,
): Chunk => ({ type: 'toolResult', id, name, output: output as Json });
