/**
 * Knowledge about context overflow: the request is larger than the model's context or the server's limit. A shorter
 * request helps.
 */
import { condition, withStatus } from '../rows/condition.ts';
import { code, name, phrase } from '../rows/row.ts';
import { section } from '../rows/section.ts';
import { answerLimit, dayLimit, keyLimit, minuteLimit, otherLimit, partLimit, tookTooLong } from './limits.ts';
import { cerebras } from './providers/names.ts';

export const overflowCodes = section('overflow', 'contextOverflow', [
  code('context_length_exceeded', 'openai', 'platform.openai.com/docs/guides/error-codes'),
  code('model_context_window_exceeded', 'anthropic', 'docs.claude.com/en/api/handling-stop-reasons'),
  code('finish:model_context_window_exceeded', 'anthropic', 'docs.claude.com/en/api/handling-stop-reasons'),
  code('request_too_large', 'anthropic', 'docs.claude.com/en/api/errors'),
  code('payload_too_large', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
  code('request_entity_too_large', 'google', 'cloud.google.com/endpoints/docs/openapi/troubleshoot-response-errors'),
  code('exceed_context_size_error', 'llamacpp', 'ggml-org/llama.cpp/tools/server/server-common.cpp'),
  code('model_max_prompt_tokens_exceeded', 'github-copilot', 'microsoft/vscode#289514'),
  code('CONTENT_LENGTH_EXCEEDS_THRESHOLD', 'amazon-q', 'aws/amazon-q-developer-cli/crates/amzn-codewhisperer-streaming-client/src/types/_validation_exception_reason.rs'),
  code('err_prompt_exceeded', 'bytepower', 'bytepowerapp.cn/zh/api/ai/error.html'),
  code('tokens_limit_reached', 'github-models', 'eslint/tsc-meetings#593'),
  code(/context(?:length|window|size)?(?:limit)?(?:exceed|overflow)/, 'opencode', 'anomalyco/opencode/packages/opencode/src/session/retry.ts', 'ContextOverflowError'),
  code(/(?:prompt|input|tokens?)toolong/, 'baidu', 'cloud.baidu.com/doc/qianfan/s/Qmh4su56e', 'tokens_too_long'),
  code('finish:error_limit', 'cohere', 'cohere-ai/cohere-typescript/src/api/types/ChatStreamEndEventFinishReason.ts'),
  code('finish:model_length', 'mistral', 'docs.mistral.ai/api'),
  name(/^\w{0,20}Context(?:Window|Length|Size|Limit)?(?:Exceeded|Overflow)(?:Response)?Error$/, 'litellm', 'docs.litellm.ai/docs/exception_mapping', 'ContextWindowExceededError'),
  name(/^\w{0,20}(?:Prompt|Input|Payload)Too(?:Long|Large)(?:Response)?Error$/, 'openrouter', 'OpenRouterTeam/typescript-sdk/src/models/errors/payloadtoolargeresponseerror.ts', 'PayloadTooLargeResponseError'),
]);

/** Texts that name the context or the length of a prompt. These texts are unambiguous. */
export const overflowPhrases = section(
  'overflow',
  'contextOverflow',
  [
    phrase(/max(?:imum)?(?: \w{1,12})? context/, 'vllm', 'vllm-project/vllm#12165', '400 The prompt is too long: 203557, model maximum context length: 196607'),
    phrase(/max(?:imum)? tokens of \d{1,9} exceeded/, 'snowflake', 'docs.snowflake.com/en/user-guide/snowflake-cortex/aisql', 'max tokens of 200000 exceeded'),
    phrase(/max_model_len/, 'vllm', 'vllm-project/vllm#12165', 'Make sure that `max_model_len` is no smaller than the number of text tokens plus multimodal tokens.'),
    phrase(/maximum (?:prompt|input|model) length/, 'xai', 'docs.x.ai/docs/models', "This model's maximum prompt length is 131072 but the request contains 537812 tokens."),
    phrase(/context[ _-](?:length|window|limit|size).{0,50}(?:exceed|overflow|too (?:small|short|long)|is full|reached|not enough)/, 'openclaw', 'openclaw/openclaw/src/agents/pi-embedded-helpers/errors.ts', 'Context window exceeded: too many tokens per request.'),
    phrase(/exceed\w{0,3}.{0,60}context[ _-](?:length|window|limit|size)/, 'anthropic', 'anthropics/claude-code#6368', 'Request size exceeds model context window'),
    phrase(/exceed\w{0,3} (?:the |its )?(?:available |model'?s? |max(?:imum)? )?context\b(?! deadline)/, 'anthropic', 'anthropics/claude-code#6368', 'Request size exceeds model context'),
    phrase(/context[ _]overflow/, 'lmstudio', 'lmstudio-ai/lmstudio-bug-tracker#1024', 'Reached context length of 32000 tokens with model (arch: gpt-oss) that does not currently support mid-generation context overflow.'),
    phrase(/context the overflows/, 'lmstudio', 'lmstudio-ai/lmstudio-bug-tracker#546', 'Trying to keep the first 111490 tokens when context the overflows.'),
    phrase(/(?:larger|greater|longer|more) than the (?:model'?s |maximum )?(?:context|maximum (?:model|context|input) length)|(?:greater|longer|larger) than max_(?:seq|model|input|context)\w{0,12}/, 'sglang', 'QwenLM/Qwen3#1321', "The input (61709 tokens) is longer than the model's context length (40960 tokens)."),
    phrase(/less than the (?:model'?s )?context/, 'together', 'docs.together.ai/docs/error-codes', 'Input token count + max_tokens parameter must be less than the context length of the model being queried.'),
    phrase(/\b(?:prompts?|inputs?|requests?|messages?|conversation|text|sequence|history|payload|body|context|query)\b(?: \(?\w{1,12}\)?){0,3} (?:is|are|was|were)? ?(?:too|very) (?:long|large|big)\b/, 'anthropic', 'docs.claude.com/en/api/errors', 'Your prompt is too long'),
    phrase(
      /reduce (?:the |your )?(?:length|size) of (?:the |your )?(?:messages|prompt|input|conversation|request)/,
      'vllm',
      'vllm-project/vllm',
      "context length is 16384 tokens. However, you requested 19591 tokens (9591 in the messages, 10000 in the completion). Please reduce the length of the messages or completion. None\", 'type': 'BadRequestError', 'param': None, 'code': 400}",
    ),
    phrase(/(?:use|using) (?:a )?shorter (?:prompt|input|message|or fewer)/, 'cohere', 'docs.cohere.com/docs/errors', 'too many tokens: size limit exceeded by 11326 tokens. Try using shorter or fewer inputs, or setting prompt truncation to AUTO.'),
    phrase(/\d tokens? > \d|tokens \d{1,9} > |tokens \+ .{0,40} > |total request size|request size exceeds \d/, 'bedrock', 'zed-industries/zed/crates/language_model/src/language_model.rs', 'is too long: 1581464 tokens > 1000000 maximum'),
    phrase(/prompt contains at least/, 'vllm', 'vllm-project/vllm', 'context length is 196608 tokens. However, you requested 16384 output tokens and your prompt contains at least 180225 input tokens, for a total of at least 196609 tokens. Please reduce the length of the'),
    phrase(/prompt token count of/, 'github-copilot', 'microsoft/copilot-intellij-feedback#94', 'prompt token count of 138898 exceeds the limit of 64000'),
    phrase(/prompt contains \d{1,9} tokens/, 'mistral', 'docs.mistral.ai/api', 'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum'),
    phrase(/exceed\w{0,3} (?:the )?(?:model(?:'s)? |max(?:imum)? |input |prompt |context )token limit/, 'moonshot', 'platform.kimi.ai/docs/api/errors', 'Invalid request: Your request exceeded model token limit: 262144 (requested: 263502)'),
    phrase(/model token limit/, 'moonshot', 'platform.kimi.ai/docs/api/errors', 'model token limit: 262144 (requested: 263502)'),
    phrase(/too many (?:input |prompt )?tokens(?: in (?:the )?(?:request|prompt|input)|:)|input tokens exceeded/, 'cohere', 'docs.cohere.com/docs/errors', 'too many tokens: size limit exceeded by 11326 tokens. Try using shorter or'),
    phrase(/expected maxlength: \d/, 'bedrock', 'aws-samples/bedrock-access-gateway#41', 'Malformed input request: #/texts/41: expected maxLength: 2048'),
    phrase(/tokens in (?:the )?(?:request|prompt|input) (?:are |is )?(?:more|greater|larger|exceed)/, 'zhipu', 'anomalyco/opencode/packages/llm/test/provider-error.test.ts', 'tokens in request more than max tokens allowed'),
    phrase(/token count.{0,30}(?:but|and|while).{0,30}supports? (?:up to )?\d/, 'google', 'google-gemini/gemini-cli#19727', 'Unable to submit request because the input token count is 1251952 but model only supports up to 1048576.'),
    phrase(/range of input length/, 'dashscope', 'help.aliyun.com/zh/model-studio/error-code', '<400> InternalError.Algo.InvalidParameter: Range of input length should be'),
    phrase(
      /length of (?:the )?(?:prompt|input|messages?|context)\w{0,12}.{0,40}(?:(?:must|should|cannot|can not) (?:be )?(?:less|fewer|at most|under|within|not exceed|exceed|smaller|shorter|between)|exceed|greater|longer|more than)/,
      'siliconflow',
      'docs.siliconflow.cn/cn/faqs/error-code',
      'length of prompt_tokens (68957) must be less than max_seq_len (65536).',
    ),
    phrase(
      /\b(?:prompts?|inputs?|prompt_tokens|messages?|sequence|context|total)\b[`'"]?.{0,60}\b(?:tokens?|length|count)\b.{0,60}\b(?:must|should|cannot|can't|can not|may not)\b.{0,12}(?:less|fewer|smaller|shorter|at most|under|exceed|within|<)/,
      'cohere',
      'docs.cohere.com/reference/errors',
      'total number of tokens in the prompt cannot exceed 4081 - received 4292.',
    ),
    phrase(/[`'"]inputs[`'"] must have/, 'huggingface', 'huggingface/text-generation-inference#695', 'ValidationError: Input validation error: `inputs` must have less than 1024 tokens. Given: 1168.'),
    phrase(/[`'"]inputs[`'"] tokens \+/, 'huggingface', 'huggingface/chat-ui#340', 'Input validation error: `inputs` tokens + `max_new_tokens` must be'),
    phrase(/max_tokens must be at least 1, got -/, 'vllm', 'vllm-project/vllm#5700', 'max_tokens must be at least 1, got -160'),
    phrase(
      /context (?:window|length|size) (?:is|of) \d.{0,60}(?:request|prompt|you |got |need)|(?:longer|larger|bigger) than .{0,40}allow\w{0,3} (?:for|in|per) (?:a |one )?(?:single )?request/,
      'unknown',
      'openclaw/openclaw/src/agents/pi-embedded-helpers/errors.ts',
      'Model context window is 128k tokens, you requested 256k tokens',
    ),
    phrase(/n_keep.{0,20}n_ctx|exceeds n_ctx/, 'lmstudio', 'anomalyco/opencode#11141', 'Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)'),
    phrase(/not enough tokens to keep/, 'lmstudio', 'lmstudio-ai/lmstudio-bug-tracker', 'not enough tokens to keep'),
    phrase(/loaded with context length of only/, 'lmstudio', 'lmstudio-ai/lmstudio-bug-tracker#546', 'However, the model is loaded with context length of only 32768 tokens, which is not'),
    phrase(/(?:requires|with) a larger context/, 'lmstudio', 'logancyang/obsidian-copilot#962', 'than the context length. Try to load the model with a larger context length'),
    phrase(/(?:messages?|input|content|prompt)\S{0,30}: string too long/, 'openai', 'gptscript-ai/clio#41', "Invalid 'messages[17].content': string too long. Expected a string with maximum length 1048576, but got a string with length 1744259 instead."),
    phrase(/(?:supports?|allows?|includes?|limited to) (?:only |up to |at most |a )?\d[\d.,]{0,9} ?[km]?(?:[- ]tokens?)?(?: of)? context|context (?:window |length |size )?(?:is )?(?:limited|restricted|capped) (?:to|at) \d/, 'moonshot', 'MoonshotAI/kimi-cli', 'This model supports only 96K context on your plan.'),
    phrase(/(?:received|sent|send) message larger than max/, 'grpc', 'grpc/grpc.io#1254', 'Received message larger than max (17777780 vs. 4194304)'),
  ],
  { unless: [minuteLimit, tookTooLong, keyLimit, answerLimit] },
);

/** Short texts, which count only beside the status of a refused request. */
export const shortPhrases = section('overflow-short', 'contextOverflow', [phrase(/(?:^|\n)too many tokens\.?(?:$|\n)|maximum token count|exceeds? the max(?:imum)? length/, 'roo-code', 'RooCodeInc/Roo-Code/src/core/context/context-management/context-error-handling.ts', 'Too many tokens')], {
  only: [withStatus(400, 413, 422)],
  unless: [minuteLimit, dayLimit, partLimit, answerLimit],
  beside: { status: 400 },
});

/** Cerebras and Mistral answer an overflow with an empty body. */
export const emptyOverflow = section('overflow', 'contextOverflow', [phrase(/^4(?:00|13) (?:status code )?\(no body\)/, 'cerebras', 'anomalyco/opencode/packages/opencode/src/provider/error.ts', '413 (no body)')], { only: [cerebras], given: { provider: 'cerebras' } });

/** Texts of an exceeded size. Texts about rates and about parts of a request are excluded, because they are similar. */
export const sizePhrases = section(
  'size',
  'contextOverflow',
  [
    phrase(
      /\b(?:prompts?|inputs?|requests?|messages?|conversation|text|sequence|history|payload|body|context|query)\b.{0,50}exceed\w{0,3}\b.{0,60}\b(?:tokens?|length|size|context|window|characters?|bytes|max_?\w{0,12}len\w{0,5})\b/,
      'sglang',
      'sgl-project/sglang#4048',
      'Input length (160062 tokens) exceeds the maximum allowed length (59862 tokens).',
    ),
    phrase(
      /\b(?:prompts?|inputs?|requests?|messages?|conversation|text|sequence|history|payload|body|context|query)\b.{0,20}\b(?:tokens?|length|size|context|window|characters?|bytes|max_?\w{0,12}len\w{0,5})\b.{0,40}(?:exceed|above|over the|greater than|beyond)/,
      'kimi-code',
      'MoonshotAI/kimi-code#1862',
      'total message size 2621440 exceeds limit 2097152',
    ),
    phrase(/tokens? (?:count|limit|length).{0,30}exceed|token limit (?:was |is |has been )?(?:exceeded|reached)/, 'google', 'google-gemini/gemini-cli#4692', 'token count (2845475) exceeds the maximum number of tokens allowed (1048576).'),
    phrase(/tokens?\b.{0,40}exceeds? (?:the )?(?:model|max)/, 'sglang', 'sgl-project/sglang#4048', 'length (160062 tokens) exceeds the maximum allowed length (59862 tokens).'),
    phrase(/exceeds? (?:the )?(?:max(?:imum)? )?(?:number of )?(?:input |prompt )?tokens?\b/, 'google', 'google-gemini/gemini-cli#4692', 'count (2845475) exceeds the maximum number of tokens allowed (1048576).'),
    phrase(
      /(?:输入|上下文|提示词|prompt|消息|文本|内容|会话|tokens?).{0,12}(?:过长|超长|太长|超出|超过|超限)|请求(?:内容)?(?:过长|超长|太长)|令牌(?:数量?)?(?:超出|超过|超限)|(?:コンテキスト|プロンプト|入力|トークン).{0,12}(?:長すぎ|超え|超過|上限)|(?:컨텍스트|프롬프트|입력|토큰).{0,12}(?:초과|너무 (?:길|깁|많|큽))/,
      'unknown',
      'openclaw/openclaw/src/agents/pi-embedded-helpers/errors.ts',
      '上下文长度超出模型最大限制',
    ),
    phrase(/(?:超出|超过).{0,12}(?:上下文|最大长度|长度限制|输入长度|最大输入|token ?(?:数|上限|限制))/, 'chatgptbox', 'ChatGPTBox-dev/chatGPTBox#367', '超出最大上下文长度, 请清理对话并重试'),
  ],
  { unless: [minuteLimit, dayLimit, otherLimit, partLimit, tookTooLong] },
);

/** A text about the context, for codes that stand for any wrong request. */
export const ofTheContext = condition('a text about the context', (evidence) => [overflowPhrases, sizePhrases].some(({ find }) => find(evidence) !== undefined));
