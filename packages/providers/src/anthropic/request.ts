/** Turns as messages of Anthropic's API. */
import type {
  ContentBlockParam,
  DocumentBlockParam,
  ImageBlockParam,
  MessageParam,
  TextBlockParam,
  ToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { FilePart, ToolCallPart, ToolResultPart } from '@perdure/thread';
import { imageTypes } from '../agent/image-types.ts';
import { withoutLastThought } from '../agent/last-thought.ts';
import {
  type AssistantPart,
  base64,
  type Files,
  fileText,
  modelOutputOf,
  outputText,
  type Turn,
} from '../history/index.ts';

export const isTaken = (mediaType: string): boolean =>
  imageTypes.includes(mediaType) || mediaType === 'application/pdf';

export const toMessages = (turns: readonly Turn[], files: Files): MessageParam[] =>
  turns.map((turn) => toMessage(turn, files));

function toMessage(turn: Turn, files: Files): MessageParam {
  switch (turn.role) {
    case 'user':
      return {
        role: 'user',
        content: turn.parts.map((part) =>
          part.type === 'text' ? text(part.text) : toFile(part, files),
        ),
      };
    case 'assistant':
      return { role: 'assistant', content: withoutLastThought(turn.parts).flatMap(toBlocks) };
    case 'tool':
      return { role: 'user', content: turn.results.map((result) => toResult(result, files)) };
  }
}

const text = (words: string): TextBlockParam => ({ type: 'text', text: words });

/** The part as a block, with all that the API has said of the block; none for a block without its signature. */
function toBlocks(part: AssistantPart): ContentBlockParam[] {
  const block = part.metadata?.anthropic as { type: string } | undefined;
  switch (part.type) {
    case 'text':
      return [{ ...block, ...text(part.text) }];
    case 'reasoning':
      if (block === undefined) return [];
      return [block.type === 'thinking' ? { ...block, thinking: part.text } : block] as never;
    case 'toolCall': {
      const { id, name } = part;
      if (part.providerExecuted && block === undefined) return [];
      return [{ type: 'tool_use', ...block, id, name, input: toInput(part) } as ContentBlockParam];
    }
    case 'toolResult':
      if (block === undefined) return [];
      return [{ ...block, tool_use_id: part.id, content: part.output } as never];
    case 'file':
      return [text(fileText(part))];
    case 'other':
      return [part.value as never];
  }
}

/** The arguments as an object, because Anthropic takes nothing else. */
function toInput({ input, invalid }: ToolCallPart): unknown {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  return invalid ? {} : { value: input };
}

function toResult(result: ToolResultPart, files: Files): ToolResultBlockParam {
  const output = modelOutputOf(result);
  const isError = output.type === 'errorText' || output.type === 'errorJson';
  return {
    type: 'tool_result',
    tool_use_id: result.id,
    content:
      output.type !== 'content'
        ? outputText(output)
        : output.value.flatMap((item) => {
            if (item.type === 'file') return [toFile(item, files)];
            const words = outputText({ type: 'content', value: [item] });
            return words.trim() === '' ? [] : [text(words)];
          }),
    ...(isError && { is_error: true }),
  };
}

function toFile(
  part: FilePart,
  files: Files,
): TextBlockParam | ImageBlockParam | DocumentBlockParam {
  const { mediaType: media_type, name: title } = part;
  if (!isTaken(media_type)) return text(fileText(part));
  const source = { type: 'base64', media_type, data: base64(part, files) };
  return imageTypes.includes(media_type)
    ? ({ type: 'image', source } as ImageBlockParam)
    : ({ type: 'document', source, ...(title && { title }) } as DocumentBlockParam);
}
