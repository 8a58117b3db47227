/** The rules that hold for every API. */
import { isJson } from './json.ts';
import type { Finding, Request, Rule } from './rule.ts';

/** An entry of a conversation. */
export interface Turn {
  readonly path: string;
  /** True for what a user says. A message with results of tools alone is no prompt, whatever its role. */
  readonly isPrompt: boolean;
}

export const everyWire: readonly Rule<Request>[] = [
  {
    // Anthropic answers 400, "no low surrogate in string" (anthropics/claude-code#3277). RFC 8259, section 8.2, leaves
    // the behaviour of other parsers open, so the rule holds for all.
    name: 'wellFormed',
    check: ({ body }) => loneSurrogates(body, ''),
  },
  {
    // A rule of this project: two prompts in a row hide an answer that was lost. Bedrock refuses them, Mistral and
    // Anthropic did (langchain-ai/langchain-aws#130, mattermost/mattermost-plugin-agents#180); others accept them.
    name: 'consecutiveUser',
    *check({ turns }) {
      for (const [index, { path, isPrompt }] of turns.entries())
        if (isPrompt && turns[index - 1]?.isPrompt)
          yield { path, message: 'Two user messages follow each other.' };
    },
  },
];

function* loneSurrogates(value: unknown, path: string): Generator<Finding> {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) yield { path, message: 'The text has a lone surrogate.' };
  } else if (Array.isArray(value) || isJson(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (!key.isWellFormed()) yield { path: at, message: 'The key has a lone surrogate.' };
      yield* loneSurrogates(inner, at);
    }
  }
}
