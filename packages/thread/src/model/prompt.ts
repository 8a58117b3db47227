/** The rule for prompts. The runtime, the server and the client use the same rule. */
import { InvalidPromptError } from '../errors.ts';
import { asJson } from './json.ts';
import type { FilePart, Metadata, Part, TextPart } from './part.ts';

/** A file that is stored when the run starts. */
export interface NewFile {
  readonly type: 'file';
  /** The bytes, or their base64 form (RFC 4648 §4). */
  readonly data: Uint8Array | string;
  /** Used only where the content does not tell the type, as in a text. */
  readonly mediaType?: string;
  readonly name?: string;
  /** For the provider, as the mark for its cache. It goes with the part, and is not stored with the bytes. */
  readonly metadata?: Metadata;
}

/** What a prompt may consist of: texts, stored files, and files to be stored. */
export type PromptPart = TextPart | FilePart | NewFile;

export type Prompt = string | readonly PromptPart[];

/** A prompt whose files are all stored. */
export type StoredPrompt = string | readonly (TextPart | FilePart)[];

export const isNewFile = (part: PromptPart): part is NewFile =>
  part?.type === 'file' && 'data' in part;

const hash = /^[0-9a-f]{64}$/;

/**
 * The prompt as parts of a message. Each part is a text or a stored file, and there is a file, or a character that is
 * not white space. A lone surrogate becomes U+FFFD, because no provider accepts half of a character.
 *
 * @throws {InvalidPromptError} for any other prompt
 */
export function toParts(prompt: StoredPrompt): readonly Part[] {
  const parts = typeof prompt === 'string' ? [{ type: 'text' as const, text: prompt }] : prompt;
  if (!Array.isArray(parts))
    throw new InvalidPromptError('it is neither a text nor a list of parts.');
  const checked = parts.map(toPart);
  if (!checked.some((part) => part.type === 'file' || part.text.trim() !== ''))
    throw new InvalidPromptError('it must have at least one character, or a file.');
  try {
    return asJson(checked);
  } catch (cause) {
    throw new InvalidPromptError(`the metadata of a part: ${(cause as TypeError).message}`);
  }
}

function toPart(part: unknown): TextPart | FilePart {
  const {
    type,
    text,
    hash: ref,
    mediaType,
    size,
    name,
    metadata,
  } = Object(part) as Record<string, unknown>;
  const attached = metadata === undefined ? {} : { metadata: metadata as Metadata };
  if (type === 'text' && typeof text === 'string')
    return { type, text: text.toWellFormed(), ...attached };
  if (type !== 'file') throw new InvalidPromptError('each of its parts must be a text or a file.');
  if (typeof ref !== 'string' || !hash.test(ref) || typeof mediaType !== 'string')
    throw new InvalidPromptError('a file needs its data, or the hash that `upload` gave.');
  return {
    type,
    hash: ref,
    mediaType,
    size: Number(size),
    ...(typeof name === 'string' && { name: name.toWellFormed() }),
    ...attached,
  };
}
