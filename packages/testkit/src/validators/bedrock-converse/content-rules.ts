/** The rules of Bedrock's Converse API for roles, blocks and files. */
import { isBase64 } from '../base64.ts';
import { isBlank, objectOf, shown } from '../json.ts';
import type { Rule } from '../rule.ts';
import { type Block, type Conversation, nestedBlocksOf, unwrapped } from './conversation.ts';

/** Pages `ImageBlock` and `DocumentBlock`. */
const formats: Readonly<Record<string, readonly unknown[]>> = {
  image: ['png', 'jpeg', 'gif', 'webp'],
  document: ['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'],
};

const filesOf = ({ messages }: Conversation, field: string): readonly Block[] =>
  messages.flatMap(nestedBlocksOf).flatMap((block) => unwrapped(block, field));

export const contentRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "A conversation must start with a user message" (langgenius/dify#12340).
    name: 'firstUser',
    *check({ messages }) {
      if (messages[0]?.role !== 'user')
        yield { path: 'messages.0', message: 'The first message is not of the user.' };
    },
  },
  {
    // Page `Message`: the role is user or assistant.
    name: 'role',
    *check({ messages }) {
      for (const { path, role } of messages.slice(1))
        if (role !== 'user' && role !== 'assistant')
          yield { path, message: `The role ${shown(role)} is neither user nor assistant.` };
    },
  },
  {
    // Error text: "A conversation must alternate between user and assistant roles" (langchain-ai/langchain-aws#130).
    // Two prompts in a row are found by `consecutiveUser`.
    name: 'alternation',
    *check({ messages, turns }) {
      for (const [index, { path, role }] of messages.entries())
        if (index > 0 && messages[index - 1]?.role === role)
          if (!turns[index]?.isPrompt || !turns[index - 1]?.isPrompt)
            yield { path, message: `Two ${shown(role)} messages follow each other.` };
    },
  },
  {
    // Error text: "The content field in the Message object at messages.N is empty" (archestra-ai/archestra#4220).
    name: 'emptyContent',
    *check({ messages }) {
      for (const { path, blocks } of messages)
        if (blocks.length === 0) yield { path, message: 'The message is empty.' };
    },
  },
  {
    // Page `ContentBlock`: the type is a union, and one member alone may be given.
    name: 'blockUnion',
    *check({ messages }) {
      for (const { path, json } of messages.flatMap(nestedBlocksOf))
        if (Object.keys(json).length !== 1)
          yield { path, message: 'The block has no field, or several.' };
    },
  },
  {
    // Error text: "The text field in the ContentBlock object … is blank" (Just-Curieous/Curie#14), also within a tool
    // result (NousResearch/hermes-agent#55092).
    name: 'blankText',
    *check({ messages }) {
      for (const { path, json } of messages.flatMap(nestedBlocksOf))
        if (isBlank(json.text)) yield { path: `${path}.text`, message: 'The text is blank.' };
    },
  },
  {
    // Pages `ImageBlock` and `DocumentBlock`: the valid values of `format`.
    name: 'fileFormat',
    *check(conversation) {
      for (const [field, known] of Object.entries(formats))
        for (const { path, json } of filesOf(conversation, field))
          if (!known.includes(json.format))
            yield { path, message: `${shown(json.format)} is no format of the API.` };
    },
  },
  {
    // Pages `ImageSource` and `DocumentSource`: bytes, in base64 on the wire.
    name: 'fileData',
    *check(conversation) {
      for (const { path, json } of Object.keys(formats).flatMap((f) => filesOf(conversation, f))) {
        const { bytes } = objectOf(json.source);
        if (bytes !== undefined && !isBase64(bytes))
          yield { path, message: 'The bytes are no base64.' };
      }
    },
  },
  {
    // Page `Message`: images and documents stand in messages of the user alone.
    name: 'fileRole',
    *check({ messages }) {
      for (const { role, blocks } of messages)
        for (const { path, json } of blocks)
          if (role !== 'user' && (json.image !== undefined || json.document !== undefined))
            yield { path, message: `A file is in a message of the ${shown(role)}.` };
    },
  },
  {
    // Error text: "A text block must be included when using documents" (archestra-ai/archestra#4220).
    name: 'documentText',
    *check({ messages }) {
      for (const { path, blocks } of messages)
        if (blocks.some(({ json }) => json.document !== undefined))
          if (!blocks.some(({ json }) => json.text !== undefined))
            yield { path, message: 'The message has a document and no text.' };
    },
  },
  {
    // Error text: "Messages can't contain duplicate document names" (maximhq/bifrost#7003).
    name: 'documentName',
    *check(conversation) {
      const seen = new Set<unknown>();
      for (const { path, json } of filesOf(conversation, 'document')) {
        if (seen.has(json.name))
          yield { path, message: `Two documents have the name ${shown(json.name)}.` };
        seen.add(json.name);
      }
    },
  },
];
