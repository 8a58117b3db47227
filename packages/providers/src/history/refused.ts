/** What is sent of a message that its provider has refused: its words, and notes in the place of its files. */
import type { FilePart, Message, Part, TextPart, ToolResultPart } from '@perdure/thread';
import { refusedLinkNote, refusedNote, refusedPromptNote } from './notes.ts';

/** The message as it is sent. Calls stay the same objects, because they are matched with their results by identity. */
export function withoutRefused(message: Message): Message {
  const { parts, role, cut } = message;
  if (cut !== 'refused') return message;
  if (role === 'assistant') return { ...message, parts: parts.map(withoutFiles) };
  const sent = parts.map((part) =>
    part.type === 'file' ? text(refusedNote(part, 'the user sent')) : part,
  );
  // A prompt without files was refused for its words.
  const hasFiles = parts.some(({ type }) => type === 'file');
  return { ...message, parts: hasFiles ? sent : [text(refusedPromptNote)] };
}

const text = (words: string): TextPart => ({ type: 'text', text: words });

function withoutFiles(part: Part): Part {
  if (part.type === 'file') return text(refusedNote(part, 'the assistant made'));
  return part.type === 'toolResult' ? withoutFilesInside(part) : part;
}

function withoutFilesInside(result: ToolResultPart): ToolResultPart {
  const { modelOutput } = result;
  if (modelOutput?.type !== 'content') return result;
  const value = modelOutput.value.map((item) => {
    if (item.type === 'text') return item;
    return text(item.type === 'file' ? refusedNote(item, 'a tool gave') : refusedLinkNote);
  });
  return { ...result, modelOutput: { ...modelOutput, value } };
}

/** The parts of a prompt that a model is given. */
export const promptParts = ({ parts }: Message): (TextPart | FilePart)[] =>
  parts.filter((part) => part.type === 'text' || part.type === 'file');
