/** The model's words about the files of a prompt: a sentence for each file. */
import type { SentFile } from './sent-file.ts';

type Wording = (type: string, bytes: string, name: string | null) => string;

const english: Record<SentFile['modality'], Wording> = {
  image: (type, bytes) => `I see a ${type} of ${bytes} bytes.`,
  audio: (type, bytes) => `I hear ${bytes} bytes of ${type}.`,
  file: (type, bytes, name) => `I read ${bytes} bytes of ${type}${name ? `, “${name}”` : ''}.`,
};

const chinese: Record<SentFile['modality'], Wording> = {
  image: (type, bytes) => `我看到一张 ${type} 图片，${bytes} 字节。`,
  audio: (type, bytes) => `我听到 ${bytes} 字节的 ${type} 音频。`,
  file: (type, bytes, name) => `我读到 ${bytes} 字节的 ${type} 文件${name ? `“${name}”` : ''}。`,
};

/** A sentence that names the file's type and its size. A file that was not sent itself is only mentioned. */
export function sentenceAbout({ modality, data, name }: SentFile, inChinese: boolean): string {
  if (data === null) {
    return inChinese
      ? '我收到了一个文件的地址，但我不会去下载。'
      : 'I was given the address of a file, which I do not fetch.';
  }
  const bytes = data.bytes.toLocaleString('en');
  return (inChinese ? chinese : english)[modality](data.type, bytes, name);
}
