/**
 * A prompt of the SDK with the repairs of the history. Within one attempt the SDK itself repeats what the model said,
 * and each later request is made of the record: with the same repairs, both are the same bytes.
 *
 * `providerOptions` stay as they are, because they go back byte for byte.
 */
import type { LanguageModelMiddleware } from 'ai';
import { filled, portableName, wellFormed } from '../history/index.ts';
import { toInput } from './messages.ts';
import type { CallReference, ModelCalls } from './model-calls.ts';
import { told } from './told-error.ts';
import { type Adapter, withToolFiles } from './tool-files.ts';

type Params = Parameters<NonNullable<LanguageModelMiddleware['transformParams']>>[0]['params'];
export type Prompt = Params['prompt'];
type PromptMessage = Prompt[number];
export type PromptPart = Exclude<PromptMessage['content'], string>[number];

/** @param model that the prompt is for */
export function repairedPrompt(prompt: Prompt, calls: ModelCalls, model: Adapter): Prompt {
  const repaired = inOrder(prompt).flatMap((message): PromptMessage[] => {
    const { content } = message;
    if (typeof content === 'string')
      return [{ ...message, content: wellFormed(content) } as PromptMessage];
    const parts = content
      .filter((part: PromptPart) => message.role !== 'assistant' || !isBlank(part))
      .map((part: PromptPart) => repairedPart(part, message.role === 'tool', calls, model));
    return isSilent(message, parts) ? [] : [{ ...message, content: parts } as PromptMessage];
  });
  return calls.withIds(repaired);
}

/**
 * The prompt with results in the order of their calls, as in every later request. The SDK puts the result of an approved
 * call last.
 */
function inOrder(prompt: Prompt): Prompt {
  return prompt.map((message, index) => {
    const asking = prompt[index - 1];
    if (message.role !== 'tool' || asking?.role !== 'assistant') return message;
    const ids = asking.content.map((part) => (part.type === 'tool-call' ? part.toolCallId : ''));
    const place = (part: (typeof message.content)[number]) =>
      part.type === 'tool-result' ? ids.indexOf(part.toolCallId) : ids.length;
    return { ...message, content: message.content.toSorted((a, b) => place(a) - place(b)) };
  });
}

/** A blank text with metadata stays, because Gemini attaches signatures to empty texts. */
const isBlank = (part: PromptPart): boolean =>
  part.type === 'text' && part.text.trim() === '' && part.providerOptions === undefined;

/** True for a model that has said nothing: providers refuse an empty message, and one of reasoning alone. */
const isSilent = ({ role }: PromptMessage, parts: readonly PromptPart[]): boolean =>
  role === 'assistant' && parts.every(({ type }) => type === 'reasoning' || type === 'custom');

function repairedPart(
  part: PromptPart,
  isOwn: boolean,
  calls: ModelCalls,
  model: Adapter,
): PromptPart {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { ...part, text: wellFormed(part.text) };
    case 'tool-call': {
      const invalid = calls.isInvalid(part);
      return {
        ...part,
        toolName: nameOf(part, invalid),
        input: wellFormed(toInput({ input: calls.givenInput(part), invalid })),
      };
    }
    case 'tool-result': {
      const invalid = calls.isInvalid(part);
      const output = isOwn
        ? withToolFiles(filledOutput(shortened(part.output, invalid)), model)
        : part.output;
      return { ...part, toolName: nameOf(part, invalid), output: wellFormedOutput(output) };
    }
    default:
      return part;
  }
}

const nameOf = ({ toolName }: CallReference, invalid: boolean): string =>
  wellFormed(invalid ? portableName(toolName) : toolName);

type Output = Extract<PromptPart, { type: 'tool-result' }>['output'];

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
