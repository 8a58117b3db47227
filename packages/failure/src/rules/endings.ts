/** Rules for the reasons with which an answer ended. Codes of the form `finish:…` hold them. */
import { both, coded, either, named, type Rule, rule, said } from './rule.ts';

/**
 * Rules for answers that were cut at their maximum length. Their kind is permanent, because the next answer is cut at the
 * same length. Seen in: AI SDK, openai-python, @openai/agents (`terminal state "response.incomplete"`), @tanstack/ai
 * (`max_output_tokens`).
 */
export const truncatedRules: readonly Rule[] = [
  rule(
    'name.truncated',
    'invalidRequest',
    both(named('AI_NoObjectGeneratedError'), coded('finish:length')),
  ),
  rule('name.length', 'invalidRequest', named('LengthFinishReasonError')),
  rule(
    'stream.truncated',
    'invalidRequest',
    either(
      both(coded('max_output_tokens'), coded('response.incomplete', 'incomplete')),
      said(
        /^max_output_tokens$|terminal state\W{1,3}(?:response\.)?incomplete|terminated with finish_reason='length'/,
      ),
    ),
  ),
];

/** Rules for the ends of an answer that are failures. They come after texts and codes, because an end gives no reason. */
export const endRules: readonly Rule[] = [
  rule('finish.error', 'serverError', coded('finish:error')), // Seen in: AI SDK, Cohere, Mistral, OpenRouter
  rule('finish.timeout', 'timeout', coded('finish:timeout')), // Seen in: Cohere
  rule(
    'finish.load',
    'overloaded',
    coded('finish:insufficient_system_resource'), // Source: api-docs.deepseek.com/api/create-chat-completion
  ),
  rule(
    'finish.broken',
    'brokenStream',
    coded(
      'finish:interrupted', // Seen in: AI SDK
      'finish:network_error', // Source: docs.bigmodel.cn/api-reference
    ),
  ),
  rule(
    'finish.length',
    'invalidRequest',
    coded(
      'finish:length', // Seen in: OpenAI, AI SDK
      'finish:max_tokens', // Seen in: Anthropic, Gemini, Cohere
    ),
  ),
];
