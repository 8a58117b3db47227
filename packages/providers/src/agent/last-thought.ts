/** The end of an assistant's turn. */
import type { AssistantPart } from '../history/index.ts';

/**
 * The parts without reasoning at their end, as an answer has it that was cut off: Anthropic refuses a message that ends
 * with thinking, and OpenAI refuses reasoning that nothing follows.
 */
export const withoutLastThought = (parts: readonly AssistantPart[]): AssistantPart[] =>
  parts.slice(0, parts.findLastIndex(({ type }) => type !== 'reasoning') + 1);
