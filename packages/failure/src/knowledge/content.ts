/** Knowledge about content filters: the prompt or the answer was blocked. */
import { condition, either, not, says } from '../rows/condition.ts';
import { code, name, phrase } from '../rows/row.ts';
import { section } from '../rows/section.ts';
import { openai } from './providers/names.ts';

/** OpenAI's code for a prompt that was flagged. A text about the prompt's form excludes it; others mean the form. */
const ofOtherForm = condition('not at OpenAI, or about the form', either(not(openai.holds), says(/\bjson\b|schema|\bmust (?:be|have|contain)\b|required|missing|empty|malformed|pars(?:e|ing)\b/)));

export const contentCodes = section('content', 'contentFiltered', [
  code('content_filtered', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html'),
  code('finish:content-filter', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-core/generate-text'),
  code('image_content_policy_violation', 'openai', 'openai/openai-node/src/resources/responses/responses.ts'),
  code('finish:error_toxic', 'cohere', 'cohere-ai/cohere-typescript/src/api/types/ChatStreamEndEventFinishReason.ts'),
  code('finish:content_filtered', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html'),
  code('moderation_blocked', 'openai', 'GooeyAI/gooey-server#1091'),
  code('moderation_error', 'stability', 'platform.stability.ai/docs/api-reference'),
  code('cyber_policy', 'openai', 'openai/codex/codex-rs/codex-api/src/api_bridge.rs'),
  code('policy_violation', 'openai', 'openai/codex/codex-rs'),
  code('refusal', 'anthropic', 'docs.claude.com/en/api/handling-stop-reasons'),
  code('finish:refusal', 'anthropic', 'docs.claude.com/en/api/handling-stop-reasons'),
  code('safety', 'google', 'ai.google.dev/gemini-api/docs/api-errors'),
  code('blocklist', 'google', 'ai.google.dev/gemini-api/docs/api-errors'),
  code('SAFETY_BLOCKED', 'google', 'ai.google.dev/api/generate-content'),
  code('sensitive_content', 'tencent', 'cloud.tencent.com/document/product/1729/97731'),
  code('guardrail_intervened', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html'),
  code('finish:guardrail_intervened', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html'),
  code('risk_control', 'minimax', 'platform.minimax.io/docs/api-reference/errorcode'),
  code('censorship_blocked', 'stepfun', 'platform.stepfun.com/docs'),
  code('err_safety_breach', 'bytepower', 'bytepowerapp.cn/zh/api/ai/error.html'),
  code('sensitive_check_error', 'ucloud', 'UCloudDoc-Team/modelverse/api_doc/common/error-code.md'),
  code('hooks_failed', 'portkey', 'Portkey-AI/gateway/src/handlers/responseHandlers.ts'),
  code(/^finish:(?:image)?(?:safety|recitation|blocklist|prohibitedcontent|spii|language|sensitive)$/, 'google', 'ai.google.dev/api/generate-content#FinishReason', 'finish:SAFETY'),
  code(/^block:(?!blockreasonunspecified)/, 'google', 'ai.google.dev/api/generate-content#BlockReason', 'block:PROHIBITED_CONTENT'),
  code(/sensitive(?:content|words?)?detected/, 'volcengine', 'www.volcengine.com/docs/82379/1299023', 'InputTextSensitiveContentDetected'),
  code(/riskdetection/, 'volcengine', 'www.volcengine.com/docs/82379/1099476', 'InputTextRiskDetection'),
  code(/contentsecuritydetection/, 'volcengine', 'www.volcengine.com/docs/82379/1299023', 'ContentSecurityDetectionError'),
  code(/datainspection/, 'dashscope', 'help.aliyun.com/zh/model-studio/error-code', 'DataInspectionFailed'),
  code(/illegaldetected/, 'tencent', 'TencentCloud/tencentcloud-sdk-go/tencentcloud/hunyuan/v20230901/errors.go', 'OperationDenied.TextIllegalDetected'),
  code(/illegaltext/, 'tencent', 'cloud.tencent.com/document/product/1729/97731', 'FailedOperation.IllegalTextDetected'),
  code(/responsibleaipolicy/, 'azure', 'learn.microsoft.com/azure/ai-services/openai/concepts/content-filter', 'ResponsibleAIPolicyViolation'),
  code(/contentpolicyviolation/, 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype', 'content_policy_violation'),
  code(/contentmoderation/, 'stability', 'platform.stability.ai/docs/api-reference', 'content_moderation'),
  code(/contentfilter(?!error)/, 'azure', 'learn.microsoft.com/azure/ai-services/openai/concepts/content-filter', 'content_filter'),
  code(/^safetychecktype/, 'xai', 'UKGovernmentBEIS/inspect_ai#2267', 'SAFETY_CHECK_TYPE_BIO'),
  name('ContentPolicyViolationError', 'litellm', 'docs.litellm.ai/docs/exception_mapping'),
  name('ContentFilterFinishReasonError', 'openai', 'openai/openai-node/src/core/error.ts'),
]);

export const flaggedPrompts = section('content', 'contentFiltered', [code('invalid_prompt', 'openai', 'platform.openai.com/docs/guides/error-codes')], { unless: [ofOtherForm], given: { provider: 'openai' } });

/** A block by a firewall, a network rule or a rate limit is none by a content filter. */
const byAWall = condition('blocked by a firewall', says(/blocked.{0,40}(?:rate|too many|cloudflare|firewall|\bwaf\b|\bcors\b|\bip\b|network|administrator)/));

export const contentPhrases = section(
  'content',
  'contentFiltered',
  [
    phrase(/content (?:management|filter(?:ing|ed|s)?|moderation|safety|usage|policy|policies)\b/, 'anthropic', 'cline/cline#5', 'Output blocked by content filtering policy'),
    phrase(/responsible ai/, 'github-copilot', 'microsoft/vscode-copilot-release#13515', 'Sorry, the response was filtered by the Responsible AI Service. Please rephrase your prompt and try again.'),
    phrase(
      /(?:violat|against).{0,60}(?:polic|guidelines|terms|acceptable use|community standards)/,
      'cohere',
      'docs.cohere.com/reference/errors',
      'cohere.error.CohereAPIError: blocked output: please adjust your prompt and try again, as this generation may be a potential violation of our Usage Guidelines (https://docs.cohere.com/docs/usage-guidelines).',
    ),
    phrase(/\b(?:was|were|been|got|is|are) (?:\w{1,12} )?flagged\b/, 'openrouter', 'openrouter.ai/docs/api-reference/errors', 'Your input was flagged'),
    phrase(/flagged (?:as|by|for)\b|did not pass (?:our )?moderation/, 'openai', 'openai/openai-node', 'flagged by our content'),
    phrase(/(?:failed|by|requires|blocked by) (?:our )?(?:content )?moderation/, 'openrouter', 'openrouter.ai/docs/api-reference/errors', 'openai/o1 requires moderation on OpenAI.'),
    phrase(/(?:was|were|been|is) (?:filtered|blocked) (?:as|by|for|due|because|in)\b/, 'google', 'google-gemini/generative-ai-js/src/requests/response-helpers.ts', 'Candidate was blocked due to SAFETY'),
    phrase(/safety (?:system|filters?|settings|reasons?|policy|policies|check|guidelines|guardrails?|concerns?)|(?:finish|stop)[_ ]?reason\W{1,5}(?:safety|blocklist|content|spii|refusal)/, 'openai', 'mishl-dev/Discord-AI-Chatbot#160', 'Your request was rejected as a result of our safety system.'),
    phrase(/content.{0,12}\brisk\b/, 'deepseek', '666ghj/BettaFish#108', 'Content Exists Risk'),
    phrase(/high[- ]risk|considered (?:to be )?(?:risky|unsafe|harmful)|\brisk (?:control|detect)/, 'moonshot', 'MoonshotAI/kimi-cli#1002', 'The request was rejected because it was considered high risk'),
    phrase(/content (?:was |is )?blocked|\bsenstive\b/, 'litellm', 'BerriAI/litellm/litellm/proxy/guardrails', "Content blocked: keyword 'kumquat' detected"),
    phrase(/blocked content|content violat/, 'sap-ai-core', 'SAP/ai-sdk-js', 'Filtering module blocked content: content violated a configured category.'),
    phrase(/(?:inappropriate|prohibited|unsafe|harmful|disallowed|illegal|(?<!case-)sensitive|objectionable|nsfw) (?:\w{1,12} )?(?:content|words?|messages?|information|material|text|input|output|prompt)/, 'dashscope', 'Samueli924/chaoxing#539', 'Input data may contain inappropriate content.'),
    phrase(/(?:prompt|input|output|content|text|image)\b.{0,30}\b(?:is|was|are) (?:\w{1,12} )?(?:unsafe|harmful|inappropriate|sensitive|illegal)\b/, 'minimax', 'MiniMax-AI/MiniMax-M3#11', "input new_sensitive, messages[1]'s content[1] image is sensitive"),
    phrase(/\brecitation\b/, 'google', 'google-gemini/deprecated-generative-ai-js#138', 'blocked due to RECITATION'),
    phrase(/guardrails?\b.{0,40}(?:fail|block|interven|violat|trigger)|(?:blocked|denied|failed) by .{0,20}guardrail/, 'litellm', 'BerriAI/litellm#18261', 'Bedrock guardrail failed: I cannot respond to requests containing personally identifiable information (PII).'),
    phrase(/(?:prompt|response|request) (?:was )?blocked (?:due to|by|for)/, 'cloudflare', 'developers.cloudflare.com/ai-gateway/features/guardrails/set-up-guardrail/', 'Prompt blocked due to security configurations'),
    phrase(/敏感|不安全内容|内容安全|风险|违反.{0,10}(?:政策|规定|法律|规范|使用)|内容过滤|涉黄|涉政|不適切|コンテンツ.{0,12}(?:フィルタ|ポリシー|違反)|부적절|콘텐츠.{0,8}(?:정책|필터)/, 'iflytek', 'www.xfyun.cn/doc/spark/接口说明.html', '输出内容涉及敏感信息，审核不通过，后续结果无法展示给用户'),
    phrase(/违规/, 'iflytek', 'www.xfyun.cn/doc/spark/接口说明.html', '输入内容审核不通过，涉嫌违规，请重新调整输入内容'),
    phrase(/审核/, 'iflytek', 'www.xfyun.cn/doc/spark/接口说明.html', '输入审核不通过'),
    phrase(/\b(?:input|output) new_sensitive\b/, 'minimax', 'platform.minimax.io/docs/api-reference/errorcode', 'input new_sensitive'),
  ],
  { unless: [byAWall] },
);
