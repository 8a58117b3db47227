/** Files between a thread and assistant-ui: stored ones that are shown, and new ones that are sent. */
import type {
  AppendMessage,
  FileMessagePart,
  ImageMessagePart,
  ThreadMessageLike,
} from '@assistant-ui/react';
import type { FilePart, NewFile, Prompt, SourcePart } from '@perdure/thread';

type Content = Exclude<ThreadMessageLike['content'], string>[number];

/** Returns the address of a stored file. */
export type FileUrl = (file: FilePart) => string;

/** The address of a file; its hash if the app knows no address. */
const addressOf = (file: FilePart, fileUrl: FileUrl | undefined): string =>
  fileUrl === undefined ? file.hash : fileUrl(file);

/** A file of a prompt. An image has a part of its own if the app knows its address. */
export const toPromptFile = (file: FilePart, fileUrl?: FileUrl): Content =>
  fileUrl !== undefined && file.mediaType.startsWith('image/')
    ? { type: 'image', image: fileUrl(file), ...filename(file) }
    : toFile(file, fileUrl);

/** A file of an answer. Also an image is a file, because assistant-ui drops images without an `https:` address. */
export const toFile = (file: FilePart, fileUrl?: FileUrl): Content => ({
  type: 'file',
  data: addressOf(file, fileUrl),
  sourceType: fileUrl === undefined ? 'id' : 'url',
  mimeType: file.mediaType,
  ...filename(file),
});

const filename = ({ name }: FilePart) => (name === undefined ? {} : { filename: name });

export const toSource = ({ id, url, title, mediaType }: SourcePart): Content =>
  url === undefined
    ? {
        type: 'source',
        sourceType: 'document',
        id,
        title: title ?? id,
        mediaType: mediaType ?? 'application/octet-stream',
      }
    : { type: 'source', sourceType: 'url', id, url, ...(title !== undefined && { title }) };

/**
 * The prompt in a message of assistant-ui: a text, or a text and files.
 *
 * @param stored the files of the prompt that the message replaces. They are sent again by their hash
 */
export function promptIn(
  { content, attachments = [] }: Pick<AppendMessage, 'content' | 'attachments'>,
  stored: readonly FilePart[],
  fileUrl?: FileUrl,
): Prompt {
  const parts = [...content, ...attachments.flatMap((attachment) => attachment.content)];
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const files = parts.flatMap((part): (FilePart | NewFile)[] => {
    if (part.type !== 'image' && part.type !== 'file') return [];
    const address = part.type === 'image' ? part.image : part.data;
    const known = stored.find((file) => addressOf(file, fileUrl) === address);
    return [known ?? newFile(address, part)];
  });
  if (files.length === 0) return text;
  return text.trim() === '' ? files : [{ type: 'text', text }, ...files];
}

/** The new file whose data is a data URL (RFC 2397), or base64. */
function newFile(address: string, part: ImageMessagePart | FileMessagePart): NewFile {
  const [, inUrl, data = address] = /^data:([^;,]*)[^,]*,(.*)$/s.exec(address) ?? [];
  const mediaType = inUrl || (part.type === 'file' ? part.mimeType : '');
  return {
    type: 'file',
    data,
    ...(mediaType !== '' && { mediaType }),
    ...(part.filename !== undefined && { name: part.filename }),
  };
}
