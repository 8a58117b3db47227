/** Turns as messages of OpenAI's Chat Completions. */
import type { FilePart, TextPart } from '@perdure/thread';
import type {
  ChatCompletionContentPart,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { imageTypes } from '../../agent/image-types.ts';
import {
  type AssistantPart,
  base64,
  type Files,
  fileText,
  modelOutputOf,
  outputText,
  type Turn,
} from '../../history/index.ts';

/** The API's word for each type of audio that it takes. */
export const audioFormats: Readonly<Record<string, 'wav' | 'mp3'>> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/vnd.wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
};

export const toMessages = (turns: readonly Turn[], files: Files): ChatCompletionMessageParam[] =>
  turns.flatMap((turn) => toTurnMessages(turn, files));

function toTurnMessages(turn: Turn, files: Files): ChatCompletionMessageParam[] {
  switch (turn.role) {
    case 'user':
      return [{ role: 'user', content: toUserContent(turn.parts, files) }];
    case 'assistant':
      return [toAssistant(turn.parts)];
    case 'tool':
      return turn.results.map((result) => ({
        role: 'tool',
        tool_call_id: result.id,
        content: outputText(modelOutputOf(result)),
      }));
  }
}

/** One text alone as a text, because many servers take no list. */
function toUserContent(
  parts: readonly (TextPart | FilePart)[],
  files: Files,
): string | ChatCompletionContentPart[] {
  const [part, ...others] = parts;
  if (part?.type === 'text' && others.length === 0) return part.text;
  return parts.map((each) => toContent(each, files));
}

const text = (words: string) => ({ type: 'text' as const, text: words });

function toAssistant(parts: readonly AssistantPart[]): ChatCompletionMessageParam {
  const content = parts
    .map((part) => {
      if (part.type === 'file') return fileText(part);
      return part.type === 'text' ? part.text : '';
    })
    .join('');
  const calls = parts.flatMap(toCalls);
  return {
    role: 'assistant',
    content: content === '' ? null : content,
    ...reasoningOf(parts),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** The reasoning in the field in which it came: DeepSeek and others want it back while the model calls tools. */
function reasoningOf(parts: readonly AssistantPart[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const part of parts) {
    const field = part.metadata?.openai;
    if (part.type === 'reasoning' && typeof field === 'string')
      fields[field] = (fields[field] ?? '') + part.text;
  }
  return fields;
}

function toCalls(part: AssistantPart): ChatCompletionMessageFunctionToolCall[] {
  if (part.type !== 'toolCall' || part.providerExecuted) return [];
  const { id, name, input, invalid, metadata } = part;
  const { function: said, ...more } = Object(metadata?.openai) as {
    function?: { arguments: string };
  };
  // The templates of many servers fail on arguments that are no JSON.
  const json = invalid ? '{}' : said?.arguments || JSON.stringify(input);
  return [{ type: 'function', ...more, id, function: { ...said, name, arguments: json } }];
}

function toContent(part: TextPart | FilePart, files: Files): ChatCompletionContentPart {
  if (part.type === 'text') return text(part.text);
  const { mediaType, name: filename = 'document.pdf' } = part;
  const format = Object.hasOwn(audioFormats, mediaType) ? audioFormats[mediaType] : undefined;
  if (format !== undefined)
    return { type: 'input_audio', input_audio: { data: base64(part, files), format } };
  const url = () => `data:${mediaType};base64,${base64(part, files)}`;
  if (imageTypes.includes(mediaType)) return { type: 'image_url', image_url: { url: url() } };
  if (mediaType !== 'application/pdf') return text(fileText(part));
  return { type: 'file', file: { filename, file_data: url() } };
}
