/** The validator of Bedrock's Converse API. */
import { contentRules } from './bedrock-converse/content-rules.ts';
import { conversationOf } from './bedrock-converse/conversation.ts';
import { toolRules } from './bedrock-converse/tool-rules.ts';
import { wire } from './rule.ts';

export const bedrockConverse = wire(conversationOf, contentRules, toolRules);
