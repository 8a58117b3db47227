/**
 * A prompt of the SDK with the repairs of the history. Within one attempt the SDK itself repeats what the model said,
 * and each later request is made of the record: with the same repairs, both are the same bytes.
 *
 * `providerOptions` stay as they are, because they go back byte for byte.
 */
import type { LanguageModelMiddleware } from 'ai';
import { filled, portableName, wellFormed } from '../history/index.ts';
import { toInput } from './messages.ts';
import { told } from './told-error.ts';

type Params = Parameters<NonNullable<LanguageModelMiddleware['transformParams']>>[0]['params'];
export type Prompt = Params['prompt'];
type PromptMessage = Prompt[number];
type Part = Exclude<PromptMessage['content'], string>[number];

/** A call of a tool, or its result. */
export interface CallReference {
  toolCallId: string;
  toolName: string;
}

/** @param isInvalid true for a call whose tool or arguments the model has made up */
export function repairedPrompt(
  prompt: Prompt,
  isInvalid: (call: CallReference) => boolean,
): Prompt {
  return prompt.flatMap((message): PromptMessage[] => {
    const { content } = message;
    if (typeof content === 'string')
      return [{ ...message, content: wellFormed(content) } as PromptMessage];
    const parts = content
      .filter((part: Part) => message.role !== 'assistant' || !isBlank(part))
      .map((part: Part) => repairedPart(part, message.role === 'tool', isInvalid));
    return isSilent(message, parts) ? [] : [{ ...message, content: parts } as PromptMessage];
  });
}

/** A blank text with metadata stays, because Gemini attaches signatures to empty texts. */
const isBlank = (part: Part): boolean =>
  part.type === 'text' && part.text.trim() === '' && part.providerOptions === undefined;

/** True for a model that has said nothing: providers refuse an empty message, and one of reasoning alone. */
const isSilent = ({ role }: PromptMessage, parts: readonly Part[]): boolean =>
  role === 'assistant' && parts.every(({ type }) => type === 'reasoning' || type === 'custom');

function repairedPart(
  part: Part,
  isOwn: boolean,
  isInvalid: (call: CallReference) => boolean,
): Part {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { ...part, text: wellFormed(part.text) };
    case 'tool-call': {
      const invalid = isInvalid(part);
      return {
        ...part,
        toolName: nameOf(part, invalid),
        input: wellFormed(toInput({ input: part.input, invalid })),
      };
    }
    case 'tool-result': {
      const invalid = isInvalid(part);
      const output = isOwn ? filledOutput(shortened(part.output, invalid)) : part.output;
      return { ...part, toolName: nameOf(part, invalid), output: wellFormedOutput(output) };
    }
    default:
      return part;
  }
}

const nameOf = ({ toolName }: CallReference, invalid: boolean): string =>
  wellFormed(invalid ? portableName(toolName) : toolName);

type Output = Extract<Part, { type: 'tool-result' }>['output'];

/** The SDK's own words for an invalid call, which repeat its arguments, as they are recorded. */
const shortened = (output: Output, invalid: boolean): Output =>
  invalid && output.type === 'error-text' ? { ...output, value: told(output.value) } : output;

/** The SDK has other names than the record for an error and a denial. */
function filledOutput(output: Output): Output {
  switch (output.type) {
    case 'error-text':
      return { ...output, value: filled({ type: 'errorText', value: output.value }).value };
    case 'execution-denied': {
      const { reason, ...rest } = output;
      return reason?.trim() ? output : rest;
    }
    default:
      return filled(output);
  }
}

function wellFormedOutput(output: Output): Output {
  switch (output.type) {
    case 'execution-denied':
      return output.reason === undefined
        ? output
        : { ...output, reason: wellFormed(output.reason) };
    case 'content':
      return {
        ...output,
        value: output.value.map((item) =>
          item.type === 'text' ? { ...item, text: wellFormed(item.text) } : item,
        ),
      };
    default:
      return { ...output, value: wellFormed(output.value) } as Output;
  }
}
