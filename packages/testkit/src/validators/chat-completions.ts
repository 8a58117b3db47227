/** The validators of OpenAI's Chat Completions API, and of DeepSeek, which speaks it. */
import { type Conversation, conversationOf } from './chat/conversation.ts';
import { fileRules } from './chat/file-rules.ts';
import { messageRules } from './chat/message-rules.ts';
import { toolRules } from './chat/tool-rules.ts';
import { isFilled } from './json.ts';
import { type Rule, wire } from './rule.ts';

const thinkingRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "The `reasoning_content` in the thinking mode must be passed back to the API"
    // (earendil-works/pi#3636; page "Thinking Mode").
    name: 'reasoningContent',
    *check({ messages }) {
      const prompt = messages.findLastIndex(({ role }) => role === 'user');
      for (const { path, json, calls } of messages.slice(prompt + 1))
        if (calls.length > 0 && !isFilled(json.reasoning_content))
          yield { path, message: 'The message with calls has no reasoning content.' };
    },
  },
];

export const chatCompletions = wire(conversationOf, messageRules, toolRules, fileRules);

/** DeepSeek in thinking mode. */
export const deepseek = wire(conversationOf, messageRules, toolRules, fileRules, thinkingRules);
