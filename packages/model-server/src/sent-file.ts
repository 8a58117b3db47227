/** A file as the model sees it: its kind, its type and its size. */
import type { ContentPart } from './content-part.ts';
import type { InputModality } from './models.ts';

export interface SentFile {
  modality: Exclude<InputModality, 'text'>;
  /** The file itself; null if the client sent only an address or an id. */
  data: { type: string; bytes: number } | null;
  /** Name of the file; null if the client sent none. */
  name: string | null;
}

/** The file in a content part; undefined for a part that has none. */
export function fileIn(part: ContentPart): SentFile | undefined {
  switch (part.type) {
    case 'image_url':
      return { modality: 'image', data: dataIn(part.image_url.url), name: null };
    case 'input_audio': {
      const { data, format } = part.input_audio;
      return { modality: 'audio', data: sized(format, data), name: null };
    }
    case 'file': {
      const { file_data, filename = null } = part.file;
      return { modality: 'file', data: dataIn(file_data ?? ''), name: filename };
    }
    default:
      return undefined;
  }
}

/** The data in a data URL; null for another address. Its type is the MIME subtype: `PNG` for `image/png`. */
function dataIn(url: string): SentFile['data'] {
  const [, subtype, base64] = /^data:[^/,;]+\/([^,;+]+)[^,]*;base64,(.*)$/s.exec(url) ?? [];
  return subtype !== undefined && base64 !== undefined ? sized(subtype, base64) : null;
}

const sized = (type: string, base64: string) => ({
  type: type.toUpperCase(),
  bytes: Buffer.byteLength(base64, 'base64'),
});
