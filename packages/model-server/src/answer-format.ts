/** The port for an answer's format on the wire: a stream of events, or one JSON object. */
import type { OpenAiError } from './openai-error.ts';

/** The fields that every answer has. */
export interface Completion {
  id: string;
  /** Time of the answer, in epoch seconds. */
  created: number;
  model: string;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** The texts of which a body consists: an opening, the tokens, and an ending or an error. */
export interface AnswerFormat {
  readonly contentType: string;
  opening(): string;
  token(text: string): string;
  /** The text that ends a whole answer. */
  ending(): string;
  /** The text that ends an answer that failed. It replaces `ending`. */
  error(error: OpenAiError): string;
}
