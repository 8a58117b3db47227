/** The port for an answer's format on the wire: a stream of events, or one JSON object. */
import type { Piece } from './answer.ts';
import type { Ending } from './ending.ts';
import type { Ping } from './fault.ts';
import type { OpenAiError } from './openai-error.ts';
import type { Usage } from './usage.ts';

/** The fields that every answer has. */
export interface Completion {
  id: string;
  /** Time of the answer, in epoch seconds. */
  created: number;
  model: string;
  usage: Usage;
}

/** The texts of which a body consists: pings, an opening, the pieces, and an ending or an error. */
export interface AnswerFormat {
  readonly contentType: string;
  /** A text without content that shows that the connection is alive. It precedes the opening. */
  ping(as: Ping): string;
  opening(): string;
  piece(piece: Piece): string;
  /** The text that ends an answer. */
  ending(ending: Ending): string;
  /** The text that ends an answer that failed. It replaces `ending`. */
  error(error: OpenAiError): string;
}
