/** The rule for files. The runtime, the server and the client use the same rule. */
import { InvalidFileError } from '../errors.ts';
import { asJson } from './json.ts';
import type { FilePart, TextPart } from './part.ts';
import {
  isNewFile,
  type NewFile,
  type Prompt,
  type PromptPart,
  type StoredPrompt,
} from './prompt.ts';

/** Largest file, bytes: 20 MiB, because providers take requests of 20 to 50 MB, and base64 adds a third. */
export const maxFileBytes = 20 * 2 ** 20;

export const fileTooLarge = (): InvalidFileError =>
  new InvalidFileError(`it has more than ${maxFileBytes.toLocaleString('en')} bytes.`);

/** A copy of a new file's bytes. @throws {InvalidFileError} if they are too many, or no base64 */
export function bytesOf({ data }: Pick<NewFile, 'data'>): Uint8Array<ArrayBuffer> {
  const bytes = typeof data === 'string' ? fromBase64(data) : data;
  if (!(bytes instanceof Uint8Array)) throw new InvalidFileError('its data is no Uint8Array.');
  if (bytes.length > maxFileBytes) throw fileTooLarge();
  // Not `slice`, because that of a `Buffer` shares its memory.
  return new Uint8Array(bytes);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new InvalidFileError('its data is no base64 (RFC 4648).');
  }
}

/** SHA-256 of the bytes, 64 hexadecimal digits: the name of a stored file. */
export async function sha256(bytes: Uint8Array | ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as ArrayBuffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Stores the new files of a prompt, in their order, and puts the stored ones in their place. The prompt is copied before
 * the first file is stored, because its owner may change it meanwhile.
 */
export async function storeFiles(
  prompt: Prompt,
  store: (file: NewFile) => Promise<FilePart>,
): Promise<StoredPrompt> {
  if (!Array.isArray(prompt)) return prompt as string;
  const own = prompt.map(copyOf);
  const stored: (TextPart | FilePart)[] = [];
  for (const part of own) {
    if (!isNewFile(part)) stored.push(part);
    else stored.push({ ...(await store(part)), ...(part.metadata && { metadata: part.metadata }) });
  }
  return stored;
}

function copyOf(part: PromptPart): PromptPart {
  // What is no object is refused later, by `toParts`.
  if (typeof part !== 'object' || part === null) return part;
  const { metadata } = part;
  const copy = { ...part, ...(metadata && { metadata: asJson(metadata) }) };
  return isNewFile(copy) ? { ...copy, data: bytesOf(copy) } : copy;
}
