/** The validator of the OpenAI Responses API. */
import { conversationOf } from './openai-responses/conversation.ts';
import { itemRules } from './openai-responses/item-rules.ts';
import { messageRules } from './openai-responses/message-rules.ts';
import { wire } from './rule.ts';

export const openaiResponses = wire(conversationOf, messageRules, itemRules);
