/** The rules of the Anthropic Messages API for images and documents, also within tool results. */
import { isBase64, sniffed, webImages } from '../base64.ts';
import { type Json, objectOf, shown, textOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import { type Conversation, nestedBlocksOf } from './conversation.ts';

interface File {
  readonly path: string;
  readonly type: unknown;
  readonly source: Json;
}

const filesOf = ({ messages }: Conversation): readonly File[] =>
  messages
    .flatMap(nestedBlocksOf)
    .filter(({ type }) => type === 'image' || type === 'document')
    .map(({ path, type, json }) => ({
      path: `${path}.source`,
      type,
      source: objectOf(json.source),
    }))
    .filter(({ source }) => source.type === 'base64');

export const fileRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or
    // 'image/webp'" (anthropics/claude-code#8184).
    name: 'imageType',
    *check(conversation) {
      for (const { path, type, source } of filesOf(conversation))
        if (type === 'image' && !webImages.has(source.media_type))
          yield { path, message: `${shown(source.media_type)} is no image format of the API.` };
    },
  },
  {
    // Error text: "document.source.base64.media_type: Input should be 'application/pdf'".
    name: 'documentType',
    *check(conversation) {
      for (const { path, type, source } of filesOf(conversation))
        if (type === 'document' && source.media_type !== 'application/pdf')
          yield { path, message: `${shown(source.media_type)} is no document format of the API.` };
    },
  },
  {
    // A data URL in place of the data is refused (livekit/agents#3867), and so is no data: "image cannot be empty"
    // (anthropics/claude-code#12750).
    name: 'fileData',
    *check(conversation) {
      for (const { path, source } of filesOf(conversation))
        if (!isBase64(source.data)) yield { path, message: 'The data is no base64.' };
    },
  },
  {
    // Error text: "Image does not match the provided media type" (anthropics/claude-code#15746).
    name: 'imageMismatch',
    *check(conversation) {
      for (const { path, type, source } of filesOf(conversation)) {
        const found = sniffed(textOf(source.data));
        if (type === 'image' && found !== undefined && found !== source.media_type)
          if (webImages.has(source.media_type))
            yield { path, message: `The data is ${found}, not ${shown(source.media_type)}.` };
      }
    },
  },
];
