/** The validators of Gemini's generateContent. */
import { conversationOf } from './gemini/conversation.ts';
import { functionRules, signatureRules } from './gemini/function-rules.ts';
import { partRules } from './gemini/part-rules.ts';
import { wire } from './rule.ts';

/** Gemini 3 and later. */
export const gemini = wire(conversationOf, partRules, functionRules, signatureRules);

/** Gemini 1 and 2, which do not ask for thought signatures. */
export const geminiUnsigned = wire(conversationOf, partRules, functionRules);
