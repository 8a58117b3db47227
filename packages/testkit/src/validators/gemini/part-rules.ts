/** The rules of Gemini's generateContent for contents, parts and files. */
import { isBase64 } from '../base64.ts';
import { isFilled, shown, textOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import { type Conversation, inlineDataOf, type Part } from './conversation.ts';

/** The fields of a part that hold its data, and those that may stand beside: the reference of `Part`. */
const dataFields = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
  'toolCall',
  'toolResponse',
];
const partFields: ReadonlySet<string> = new Set([
  ...dataFields,
  'thought',
  'thoughtSignature',
  'videoMetadata',
  'mediaResolution',
  'partMetadata',
]);

/** Page "Image understanding"; the error text for others is that of `mediaType`. */
const images: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'image/heif',
]);

const isMediaType = (type: string): boolean =>
  images.has(type) || type === 'application/pdf' || /^(?:audio|video|text)\//.test(type);

const partsOf = ({ contents }: Conversation): readonly Part[] =>
  contents.flatMap(({ parts }) => parts);

export const partRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "at least one contents field is required" (Calcium-Ion/new-api-horizon#24).
    name: 'contents',
    *check({ contents }) {
      if (contents.length === 0) yield { path: 'contents', message: 'There is no content.' };
    },
  },
  {
    // Error text: "Please use a valid role: user, model" (langgenius/dify-official-plugins#566).
    name: 'role',
    *check({ contents }) {
      for (const { path, role } of contents)
        if (role !== 'user' && role !== 'model')
          yield { path, message: `The role ${shown(role)} is neither user nor model.` };
    },
  },
  {
    // Error text: "contents.parts must not be empty" (vercel/ai#3775).
    name: 'parts',
    *check({ contents }) {
      for (const { path, parts } of contents)
        if (parts.length === 0) yield { path, message: 'The content has no part.' };
    },
  },
  {
    // Error text: "required oneof field 'data' must have one initialized field" (boldsoftware/sketch#68).
    name: 'partData',
    *check(conversation) {
      for (const { path, json } of partsOf(conversation))
        if (dataFields.filter((field) => json[field] !== undefined).length !== 1)
          yield { path, message: 'The part has no data, or several.' };
    },
  },
  {
    // The error text of `partData`, for an empty text beside a function response (54xzh/FLIT#69). The service itself
    // sends a signature with an empty text (page "Thought signatures").
    name: 'emptyText',
    *check(conversation) {
      for (const { path, json } of partsOf(conversation))
        if (json.text !== undefined && !isFilled(json.text) && !isFilled(json.thoughtSignature))
          yield { path, message: 'The text of the part is empty.' };
    },
  },
  {
    // Error text: "Unknown name "id" at 'contents[1].parts[0]': Cannot find field" (Chevey339/kelivo#543).
    name: 'partField',
    *check(conversation) {
      for (const { path, json } of partsOf(conversation))
        for (const field of Object.keys(json))
          if (!partFields.has(field)) yield { path, message: `A part has no field ${field}.` };
    },
  },
  {
    // Error text: "MIME type must be image/png, image/jpeg, image/webp, image/heic, or image/heif"
    // (EvanZhouDev/gemini-ai#3); the other types as listed in QuantumNous/new-api#1139. Uncertain for text.
    name: 'mediaType',
    *check(conversation) {
      for (const part of partsOf(conversation)) {
        const file = inlineDataOf(part);
        if (file && !isMediaType(textOf(file.mimeType)))
          yield {
            path: part.path,
            message: `${shown(file.mimeType)} is no media type of the API.`,
          };
      }
    },
  },
  {
    // The reference of `Blob`: the data is bytes in base64, which ProtoJSON takes in the URL-safe alphabet as well.
    name: 'fileData',
    *check(conversation) {
      for (const part of partsOf(conversation)) {
        const file = inlineDataOf(part);
        const data = textOf(file?.data).replaceAll('-', '+').replaceAll('_', '/');
        if (file && !isBase64(data)) yield { path: part.path, message: 'The data is no base64.' };
      }
    },
  },
];
