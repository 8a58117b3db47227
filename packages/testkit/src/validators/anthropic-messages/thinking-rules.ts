/** The rules of the Anthropic Messages API for thinking blocks. */
import { isFilled } from '../json.ts';
import type { Rule } from '../rule.ts';
import { assistantTurnsOf, type Conversation, isThinking, thinkingOf } from './conversation.ts';

export const thinkingRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "thinking.signature: Field required" (earendil-works/pi#1523).
    name: 'thinkingSignature',
    *check({ messages }) {
      for (const { path, type, json } of messages.flatMap(({ blocks }) => blocks))
        if (type === 'thinking' && !isFilled(json.signature))
          yield { path: `${path}.signature`, message: 'The thinking block is not signed.' };
    },
  },
  {
    // Error text: "thinking.thinking: Field required". An empty text is accepted (LibreChat-AI/agents#279).
    name: 'thinkingText',
    *check({ messages }) {
      for (const { path, type, json } of messages.flatMap(({ blocks }) => blocks))
        if (type === 'thinking' && typeof json.thinking !== 'string')
          yield { path: `${path}.thinking`, message: 'The thinking block has no text field.' };
    },
  },
  {
    // Error text: "redacted_thinking.data: Field required" (diegosouzapw/OmniRoute#2191).
    name: 'redactedData',
    *check({ messages }) {
      for (const { path, type, json } of messages.flatMap(({ blocks }) => blocks))
        if (type === 'redacted_thinking' && !isFilled(json.data))
          yield { path: `${path}.data`, message: 'The redacted thinking block has no data.' };
    },
  },
  {
    // Error text: "If an assistant message contains any thinking blocks, the first block must be `thinking` or
    // `redacted_thinking`" (anthropics/claude-code#20705).
    name: 'thinkingFirst',
    *check({ messages }) {
      for (const { path, blocks } of messages) {
        const [first] = blocks;
        if (first && !isThinking(first) && blocks.some(isThinking))
          yield { path, message: 'Thinking follows other content.' };
      }
    },
  },
  {
    // Error text: "The final block in an assistant message cannot be `thinking`" (tailcallhq/forgecode#2107).
    name: 'thinkingLast',
    *check({ messages }) {
      for (const { path, blocks } of messages)
        if (blocks.at(-1)?.type === 'thinking')
          yield { path, message: 'The last block of the message is thinking.' };
    },
  },
  {
    // Error text: "When `thinking` is enabled, a final `assistant` message must start with a thinking block"
    // (n8n-io/n8n#22550, anomalyco/opencode#3077). The turn of a tool loop begins at its first message. Uncertain: that
    // adaptive thinking is free of it.
    name: 'thinkingLoop',
    *check({ body, messages }) {
      const [opening] = assistantTurnsOf(messages).at(-1) ?? [];
      if (thinkingOf(body) !== 'enabled' || opening?.role !== 'assistant') return;
      if (!opening.blocks.slice(0, 1).some(isThinking))
        yield { path: opening.path, message: 'The open turn does not begin with thinking.' };
    },
  },
];
