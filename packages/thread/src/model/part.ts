/** The elements of a message. All values are plain JSON; bytes are referred to by their hash. */
import type { Json } from '@perdure/run/words';

/**
 * Values that a provider attached to a part: signatures, encrypted reasoning, item ids. They are opaque. They go back
 * unchanged to the model that gave them, and to no other (G14).
 */
export type Metadata = { readonly [key: string]: Json };

interface WithMetadata {
  readonly metadata?: Metadata;
}

export interface TextPart extends WithMetadata {
  readonly type: 'text';
  readonly text: string;
}

/** What the model thought. The text is empty if the provider sends a signature or an encrypted form alone. */
export interface ReasoningPart extends WithMetadata {
  readonly type: 'reasoning';
  readonly text: string;
}

/** A file, stored once by the hash of its content. */
export interface FilePart extends WithMetadata {
  readonly type: 'file';
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly hash: string;
  /** Media type (RFC 6838), such as `image/png`. */
  readonly mediaType: string;
  /** Length, bytes. */
  readonly size: number;
  readonly name?: string;
  /** True for a file that the model made while it thought. */
  readonly reasoning?: true;
}

/** A document or a page that the answer is based on. */
export interface SourcePart extends WithMetadata {
  readonly type: 'source';
  readonly id: string;
  readonly url?: string;
  readonly title?: string;
  readonly mediaType?: string;
}

export interface ToolCallPart extends WithMetadata {
  readonly type: 'toolCall';
  /** The model's id of the call. The result of the call has the same id. */
  readonly id: string;
  readonly name: string;
  /** The arguments. Text as the model wrote it if `invalid` is set and the text is no JSON. */
  readonly input: Json;
  /** True if the arguments do not fit the tool. The tool is not performed. */
  readonly invalid?: true;
  /** True if the model's provider performs the tool itself. */
  readonly providerExecuted?: true;
}

export interface ToolResultPart extends WithMetadata {
  readonly type: 'toolResult';
  readonly id: string;
  readonly name: string;
  /** What the tool returned, for people and programs. */
  readonly output: Json;
  /** What the model is given, where that differs from `output`. */
  readonly modelOutput?: ToolOutput;
  readonly isError?: true;
  /**
   * Why the tool itself gave no result; absent if it gave one.
   *
   * - `stopped`: a person stopped the run while the tool was at work
   * - `lost`: the attempt ended while the tool was at work
   *
   * In both cases it is unknown whether the tool has taken effect.
   */
  readonly missing?: 'stopped' | 'lost';
  readonly providerExecuted?: true;
}

/** A tool's result as a model is given it. */
export type ToolOutput = WithMetadata &
  (
    | { readonly type: 'text' | 'errorText'; readonly value: string }
    | { readonly type: 'json' | 'errorJson'; readonly value: Json }
    | { readonly type: 'denied'; readonly reason?: string }
    | { readonly type: 'content'; readonly value: readonly ToolContent[] }
  );

/** An item that only the library of its provider understands, unchanged. It goes back to its origin alone. */
export interface OtherPart extends WithMetadata {
  readonly type: 'other';
  readonly value: Json;
}

export type ToolContent = TextPart | FilePart | OtherPart;

export type Part =
  | TextPart
  | ReasoningPart
  | FilePart
  | SourcePart
  | ToolCallPart
  | ToolResultPart
  | OtherPart;
