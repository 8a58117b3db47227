/** The port to an answer's format on the wire: a stream of events, or one object. */
import type { OpenAiError } from './openai-error.ts';

/** Fields that every answer has. */
export interface Completion {
  id: string;
  /** Epoch seconds. */
  created: number;
  model: string;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** Texts that make up the body: an opening, the tokens, and an ending or an error. */
export interface AnswerFormat {
  readonly contentType: string;
  opening(): string;
  token(text: string): string;
  /** The end of a whole answer. */
  ending(): string;
  /** The end of an answer that failed, in place of `ending`. */
  error(error: OpenAiError): string;
}
