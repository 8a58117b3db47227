/** Turns as input items of OpenAI's Responses. */
import type { FilePart, TextPart, ToolResultPart } from '@perdure/thread';
import type {
  ResponseInputFile,
  ResponseInputImage,
  ResponseInputItem,
  ResponseInputText,
} from 'openai/resources/responses/responses';
import { imageTypes } from '../../agent/image-types.ts';
import { withoutLastThought } from '../../agent/last-thought.ts';
import {
  type AssistantPart,
  base64,
  type Files,
  fileText,
  modelOutputOf,
  outputText,
  type Turn,
} from '../../history/index.ts';

export const toInputItems = (turns: readonly Turn[], files: Files): ResponseInputItem[] =>
  turns.flatMap((turn) => toTurnItems(turn, files));

function toTurnItems(turn: Turn, files: Files): ResponseInputItem[] {
  switch (turn.role) {
    case 'user':
      return [{ role: 'user', content: turn.parts.map((part) => toContent(part, files)) }];
    case 'assistant':
      return withoutLastThought(turn.parts).flatMap(toItems);
    case 'tool':
      return turn.results.map((result) => ({
        type: 'function_call_output',
        call_id: result.id,
        output: toOutput(result, files),
      }));
  }
}

const text = (words: string): ResponseInputText => ({ type: 'input_text', text: words });

/** The part as the item that the API has given; none for reasoning that the API has not finished. */
function toItems(part: AssistantPart): ResponseInputItem[] {
  const item = part.metadata?.openai as Partial<Item> | undefined;
  switch (part.type) {
    case 'text':
      return [item === undefined ? said(part.text) : withText(item, part.text)];
    case 'reasoning':
      return item === undefined ? [] : [item as never];
    case 'toolCall': {
      if (part.providerExecuted) return [];
      const { id: call_id, name, input, invalid } = part;
      const json = invalid && typeof input === 'string' ? input : JSON.stringify(input);
      return [{ type: 'function_call', name, arguments: json, ...item, call_id }];
    }
    case 'toolResult':
      return [];
    case 'file':
      return [said(fileText(part))];
    case 'other':
      return [part.value as never];
  }
}

const said = (content: string): ResponseInputItem => ({ role: 'assistant', content });

interface Item {
  content: { type: string; text?: string; refusal?: string }[];
}

/** The item of a message, recorded without its text, with its text again. */
const withText = ({ content = [], ...item }: Partial<Item>, words: string): ResponseInputItem =>
  ({
    ...item,
    content: content.map((piece) => {
      if ('text' in piece || 'refusal' in piece) return piece;
      return { ...piece, [piece.type === 'refusal' ? 'refusal' : 'text']: words };
    }),
  }) as never;

/** The item of a message without the text that its part has already. The inverse of `withText`. */
export const withoutText = <T extends Item>(item: T): T => {
  const [piece, ...others] = item.content;
  if (piece === undefined || others.length > 0) return item;
  const { text: _, refusal: __, ...rest } = piece;
  return { ...item, content: [rest] };
};

function toOutput(result: ToolResultPart, files: Files) {
  const output = modelOutputOf(result);
  if (output.type !== 'content') return outputText(output);
  return output.value.map((item) =>
    item.type === 'other'
      ? text(outputText({ type: 'content', value: [item] }))
      : toContent(item, files),
  );
}

function toContent(
  part: TextPart | FilePart,
  files: Files,
): ResponseInputText | ResponseInputImage | ResponseInputFile {
  if (part.type === 'text') return text(part.text);
  const { mediaType, name = 'document.pdf' } = part;
  const url = () => `data:${mediaType};base64,${base64(part, files)}`;
  if (imageTypes.includes(mediaType))
    return { type: 'input_image', image_url: url(), detail: 'auto' };
  if (mediaType !== 'application/pdf') return text(fileText(part));
  return { type: 'input_file', filename: name, file_data: url() };
}
