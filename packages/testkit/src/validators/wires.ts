/** The APIs by name, and the validator that the address of a request calls for. */
import { anthropicMessages } from './anthropic-messages.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { chatCompletions, deepseek } from './chat-completions.ts';
import { cohere } from './cohere.ts';
import { gemini, geminiUnsigned } from './gemini.ts';
import { mistral } from './mistral.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Validator } from './problem.ts';
import type { Wire } from './rule.ts';

export type WireName =
  | 'anthropic-messages'
  | 'openai-responses'
  | 'chat-completions'
  | 'deepseek'
  | 'mistral'
  | 'gemini'
  | 'bedrock-converse'
  | 'cohere';

const wires: Readonly<Record<WireName, Wire>> = {
  'anthropic-messages': anthropicMessages,
  'openai-responses': openaiResponses,
  'chat-completions': chatCompletions,
  deepseek,
  mistral,
  gemini,
  'bedrock-converse': bedrockConverse,
  cohere,
};

const mapped = <T>(of: (wire: Wire) => T): Readonly<Record<WireName, T>> =>
  Object.fromEntries(Object.entries(wires).map(([name, wire]) => [name, of(wire)])) as Record<
    WireName,
    T
  >;

export const validators: Readonly<Record<WireName, Validator>> = mapped(({ validate }) => validate);

/** The names of the rules of each API. */
export const ruleNames: Readonly<Record<WireName, readonly string[]>> = mapped(
  (wire) => wire.ruleNames,
);

export interface ValidatorOptions {
  /** Who answers `/chat/completions`. @default 'chat-completions' */
  readonly chat?: 'chat-completions' | 'deepseek' | 'mistral';
}

/**
 * The validator for a request.
 *
 * @param url the request's address, or its path alone
 * @returns undefined for an address of none of the APIs
 */
export function validatorFor(
  url: string | URL,
  { chat = 'chat-completions' }: ValidatorOptions = {},
): Validator | undefined {
  const { pathname } = new URL(url, 'http://localhost');
  const is = (end: RegExp) => end.test(pathname);
  if (is(/\/chat\/completions$/)) return validators[chat];
  if (is(/\/v2\/chat$/)) return validators.cohere;
  if (is(/\/messages$/)) return validators['anthropic-messages'];
  if (is(/\/responses$/)) return validators['openai-responses'];
  if (is(/\/converse(?:-stream)?$/)) return validators['bedrock-converse'];
  if (is(/\/gemini-[12][.-][^/]*:(?:streamG|g)enerateContent$/)) return geminiUnsigned.validate;
  if (is(/:(?:streamG|g)enerateContent$/)) return validators.gemini;
  return undefined;
}
