/** The usage of a chat request, as OpenAI reports it. */
import type { Piece } from './answer.ts';
import type { ReceivedRequest } from './request-log.ts';
import { tokensOf } from './tokens.ts';

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  /** `cached_tokens`: the tokens of the prompt that the prefix cache held. */
  prompt_tokens_details: { cached_tokens: number };
  /** `reasoning_tokens`: the tokens of the completion that are thinking. */
  completion_tokens_details: { reasoning_tokens: number };
}

/** The usage of a request that is answered with these pieces. */
export function usageOf(
  { promptTokens, cachedTokens }: Pick<ReceivedRequest, 'promptTokens' | 'cachedTokens'>,
  pieces: readonly Piece[],
): Usage {
  const reasoning = tokensIn(pieces.filter(({ field }) => field === 'reasoning_content'));
  const rest = tokensIn(pieces.filter(({ field }) => field !== 'reasoning_content'));
  const completion = reasoning + rest;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completion,
    total_tokens: promptTokens + completion,
    prompt_tokens_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

const tokensIn = (pieces: readonly Piece[]): number =>
  tokensOf(pieces.map(({ text }) => text).join('')).length;
