/** The rules of the OpenAI Responses API for messages, images and files. */
import { dataUrlOf, isBase64, webImages } from '../base64.ts';
import { isFilled, shown, textOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import { type Conversation, type Item, partsOf } from './conversation.ts';

const roles: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant']);

const messagesOf = ({ items }: Conversation): readonly Item[] =>
  items.filter(({ type }) => type === 'message');

const filesOf = ({ items }: Conversation, type: string): readonly Item[] =>
  items
    .flatMap((item) => [...partsOf(item, 'content'), ...partsOf(item, 'output')])
    .filter((part) => part.type === type);

export const messageRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "Invalid 'input': empty array. Expected an array with minimum length 1". Known from servers that
    // imitate the API; uncertain for the service.
    name: 'input',
    *check({ items }) {
      if (items.length === 0) yield { path: 'input', message: 'The input is empty.' };
    },
  },
  {
    // The Responses reference lists the roles of an input message.
    name: 'role',
    *check(conversation) {
      for (const { path, json } of messagesOf(conversation))
        if (!roles.has(json.role))
          yield { path, message: `The role ${shown(json.role)} is not known.` };
    },
  },
  {
    // A rule of this project: an empty message hides an answer that was lost. The service is not known to refuse it.
    // An empty text of the assistant is taken, because the model itself ends with one now and then.
    name: 'emptyContent',
    *check(conversation) {
      for (const item of messagesOf(conversation)) {
        const parts = partsOf(item, 'content');
        const hasParts = parts.length > 0 && parts.every(({ json }) => json.text !== '');
        const isText = item.json.role === 'assistant' && typeof item.json.content === 'string';
        if (!isText && !isFilled(item.json.content) && !hasParts)
          yield { path: item.path, message: `The ${shown(item.json.role)} message is empty.` };
      }
    },
  },
  {
    // Error text: "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'".
    name: 'assistantParts',
    *check(conversation) {
      for (const item of messagesOf(conversation))
        for (const { path, type } of partsOf(item, 'content'))
          if (item.json.role === 'assistant' && type !== 'output_text' && type !== 'refusal')
            yield { path, message: `The assistant message has a part of type ${shown(type)}.` };
    },
  },
  {
    // Error text: "You uploaded an unsupported image. … one the following formats: ['png', 'jpeg', 'gif', 'webp']"
    // (marketing-factory/ai-filemetadata#18).
    name: 'imageType',
    *check(conversation) {
      for (const { path, json } of filesOf(conversation, 'input_image')) {
        const file = dataUrlOf(json.image_url);
        if (file && !webImages.has(file.mediaType))
          yield { path, message: `${file.mediaType} is no image format of the API.` };
      }
    },
  },
  {
    // Error text: "image_url'. Expected a base64-encoded data URL with an image MIME type" (mkht/PSOpenAI#43).
    name: 'imageUrl',
    *check(conversation) {
      for (const { path, json } of filesOf(conversation, 'input_image')) {
        const file = dataUrlOf(json.image_url);
        const isAddress = isFilled(json.file_id) || /^https?:\/\//.test(textOf(json.image_url));
        if (file ? !isBase64(file.data) : !isAddress)
          yield { path, message: 'The image is neither an address nor a data URL in base64.' };
      }
    },
  },
  {
    // Error text: "Invalid file data: … Expected a base64-encoded data URL with a valid file MIME type"
    // (vercel/ai#7776). The types beside PDF are many (pydantic/pydantic-ai#4445) and not checked.
    name: 'fileData',
    *check(conversation) {
      for (const { path, json } of filesOf(conversation, 'input_file'))
        if (json.file_data !== undefined && !isBase64(dataUrlOf(json.file_data)?.data))
          yield { path, message: 'The file is no data URL in base64.' };
    },
  },
];
