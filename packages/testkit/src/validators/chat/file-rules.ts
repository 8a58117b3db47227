/** The rules of OpenAI's Chat Completions API for images, audio and files. */
import { dataUrlOf, isBase64, webImages } from '../base64.ts';
import { objectOf, textOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import type { Conversation, Part } from './conversation.ts';

const partsOf = ({ messages }: Conversation, type: string): readonly Part[] =>
  messages.flatMap(({ parts }) => parts).filter((part) => part.type === type);

export const fileRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "You uploaded an unsupported image. … one the following formats: ['png', 'jpeg', 'gif', 'webp']"
    // (marketing-factory/ai-filemetadata#18).
    name: 'imageType',
    *check(conversation) {
      for (const { path, json } of partsOf(conversation, 'image_url')) {
        const file = dataUrlOf(objectOf(json.image_url).url);
        if (file && !webImages.has(file.mediaType))
          yield { path, message: `${file.mediaType} is no image format of the API.` };
      }
    },
  },
  {
    // Error text: "Expected a base64-encoded data URL with an image MIME type" (mkht/PSOpenAI#43); an address is taken
    // as well.
    name: 'imageUrl',
    *check(conversation) {
      for (const { path, json } of partsOf(conversation, 'image_url')) {
        const { url } = objectOf(json.image_url);
        const file = dataUrlOf(url);
        if (file ? !isBase64(file.data) : !/^https?:\/\//.test(textOf(url)))
          yield { path, message: 'The image is neither an address nor a data URL in base64.' };
      }
    },
  },
  {
    // openai-python, type `InputAudio`: the formats are wav and mp3 (Mirascope/mirascope#1459).
    name: 'audioFormat',
    *check(conversation) {
      for (const { path, json } of partsOf(conversation, 'input_audio')) {
        const { format, data } = objectOf(json.input_audio);
        if ((format !== 'wav' && format !== 'mp3') || !isBase64(data))
          yield { path, message: 'The audio is no wav or mp3 in base64.' };
      }
    },
  },
  {
    // Error text: "Invalid file data: … Expected a base64-encoded data URL with an application/pdf MIME type"
    // (trpc-group/trpc-agent-go#1816).
    name: 'fileData',
    *check(conversation) {
      for (const { path, json } of partsOf(conversation, 'file')) {
        const { file_data, file_id } = objectOf(json.file);
        const file = dataUrlOf(file_data);
        if (file_id === undefined || file_data !== undefined)
          if (file?.mediaType !== 'application/pdf' || !isBase64(file.data))
            yield { path, message: 'The file is no PDF as a data URL in base64.' };
      }
    },
  },
];
