/** The result of a tool as a model is given it. */
import type { ToolOutput, ToolResultPart } from '@perdure/thread';

/**
 * What the record says, or else: a text as text, every other value as JSON, and an error as the text of `output.error`.
 * The AI SDK converts the results of its own tools in the same way.
 */
export function modelOutputOf(result: ToolResultPart): ToolOutput {
  // The provider's own result goes back to it unchanged.
  return result.providerExecuted ? recordedOutput(result) : filled(recordedOutput(result));
}

function recordedOutput({ modelOutput, output, isError }: ToolResultPart): ToolOutput {
  if (modelOutput !== undefined) return modelOutput;
  if (!isError) return typeof output === 'string' ? text(output) : { type: 'json', value: output };
  const { error = output } = Object(output) as { error?: typeof output };
  return typeof error === 'string'
    ? { type: 'errorText', value: error }
    : { type: 'errorJson', value: error };
}

const text = (value: string): ToolOutput => ({ type: 'text', value });

const emptyNote = '[The result is empty.]';
const isBlank = (words: string): boolean => words.trim() === '';

/**
 * The output with a text that is not blank, because Bedrock and Cohere refuse a blank one, and Anthropic an empty one
 * within a content.
 *
 * @param given an output of a record, or one of the AI SDK, whose texts and contents have the same form
 */
export function filled<T extends { readonly type: string }>(given: T): T {
  const output = given as unknown as ToolOutput;
  return filledOutput(output) as unknown as T;
}

function filledOutput(output: ToolOutput): ToolOutput {
  switch (output.type) {
    case 'text':
    case 'errorText':
      return isBlank(output.value) ? { ...output, value: emptyNote } : output;
    case 'denied': {
      const { reason, ...rest } = output;
      return reason === undefined || isBlank(reason) ? rest : output;
    }
    case 'content': {
      const value = output.value.filter((item) => item.type !== 'text' || !isBlank(item.text));
      return { ...output, value: value.length > 0 ? value : [{ type: 'text', text: emptyNote }] };
    }
    default:
      return output;
  }
}
