/** Knowledge about the reasons with which an answer ended. Codes of the form `finish:…` hold them. */
import type { Evidence } from '../evidence/evidence.ts';
import { code, name, phrase, sign } from '../rows/row.ts';
import { section } from '../rows/section.ts';

const aiSdk = 'ai-sdk.dev/docs/reference/ai-sdk-errors';
const responses = 'platform.openai.com/docs/api-reference/responses-streaming';

const isCut = ({ codes, said }: Evidence): boolean => said === 'max_output_tokens' || (codes.includes('maxoutputtokens') && codes.some((found) => found === 'responseincomplete' || found === 'incomplete'));

/**
 * Answers that were cut at their maximum length. Their kind is permanent, because the next answer is cut at the same
 * length.
 */
export const truncatedAnswers = section('length', 'invalidRequest', [
  sign('object-cut-at-its-length', ({ names, codes }) => names.includes('AI_NoObjectGeneratedError') && codes.includes('finish:length'), 'ai-sdk', aiSdk, { name: 'AI_NoObjectGeneratedError', finishReason: 'length' }),
  name('LengthFinishReasonError', 'openai', 'openai/openai-python/src/openai/_exceptions.py'),
  sign('max_output_tokens', isCut, 'openai', responses, { type: 'response.incomplete', incomplete_details: { reason: 'max_output_tokens' } }),
  phrase(/terminal state\W{1,3}(?:response\.)?incomplete/, 'openai-agents', 'openai/openai-agents-js/packages/agents-openai/src/openaiResponsesModel.ts', 'OpenAI Responses request ended with unsuccessful terminal state "response.incomplete".'),
  phrase(/terminated with finish_reason='length'/, 'openai', 'openai/openai-python/src/openai/_exceptions.py', "Chat completion terminated with finish_reason='length'"),
]);

/** Ends that are failures. They come after texts and codes, because an end gives no reason. */
export const ends = [
  section('end', 'serverError', [code('finish:error', 'ai-sdk', aiSdk)]), // Also seen in: Cohere, Mistral, OpenRouter
  section('end', 'timeout', [code('finish:timeout', 'cohere', 'docs.cohere.com/reference/chat')]),
  section('end', 'overloaded', [code('finish:insufficient_system_resource', 'deepseek', 'api-docs.deepseek.com/api/create-chat-completion')]),
  section('end', 'brokenStream', [code('finish:interrupted', 'ai-sdk', aiSdk), code('finish:network_error', 'zhipu', 'docs.bigmodel.cn/api-reference')]),
  section('end', 'invalidRequest', [
    code('finish:length', 'openai', 'platform.openai.com/docs/api-reference/chat/object'),
    code('finish:max_tokens', 'anthropic', 'docs.claude.com/en/api/handling-stop-reasons'), // Also seen in: Gemini, Cohere
  ]),
];
