/** The validator of the Anthropic Messages API. */
import { contentRules } from './anthropic-messages/content-rules.ts';
import { conversationOf } from './anthropic-messages/conversation.ts';
import { fileRules } from './anthropic-messages/file-rules.ts';
import { serverToolRules } from './anthropic-messages/server-tool-rules.ts';
import { thinkingRules } from './anthropic-messages/thinking-rules.ts';
import { toolRules } from './anthropic-messages/tool-rules.ts';
import { wire } from './rule.ts';

export const anthropicMessages = wire(
  conversationOf,
  contentRules,
  toolRules,
  serverToolRules,
  thinkingRules,
  fileRules,
);
