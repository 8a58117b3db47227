/** What an answer looks like on the wire: the one difference between streaming and not streaming. */
import type { OpenAiError } from './openai-error.ts';

/** What every answer says about itself. */
export interface Completion {
  id: string;
  /** Seconds since 1970. */
  created: number;
  model: string;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** Turns the parts of an answer into text to write; joined in order, they are the body. */
export interface AnswerFormat {
  readonly contentType: string;
  opening(): string;
  token(text: string): string;
  /** Closes an answer that is whole. */
  ending(): string;
  /** Closes an answer that failed, in place of the ending. */
  error(error: OpenAiError): string;
}
