/** The rule for prompts. The runtime, the server and the client use the same rule. */
import { InvalidPromptError } from '../errors.ts';
import { asJson } from './json.ts';
import type { Part } from './message.ts';

/**
 * The prompt as parts of a message. Each part is a text, and at least one character is not white space.
 *
 * @throws {InvalidPromptError} for any other prompt
 */
export function toParts(prompt: string | readonly Part[]): readonly Part[] {
  const parts = typeof prompt === 'string' ? [{ type: 'text' as const, text: prompt }] : prompt;
  if (!Array.isArray(parts))
    throw new InvalidPromptError('it is neither a text nor a list of parts.');
  const other = parts.find((part) => part?.type !== 'text' || typeof part.text !== 'string');
  if (other !== undefined) throw new InvalidPromptError('each of its parts must be a text.');
  if (parts.every(({ text }) => text.trim() === ''))
    throw new InvalidPromptError('it must have at least one character.');
  return asJson(parts);
}
