/** Rules for content filters: the prompt or the answer was blocked. */
import { at, both, coded, codedLike, either, named, not, type Rule, rule, said } from './rule.ts';

/**
 * Matches OpenAI's code for a prompt that was flagged. Other providers send the code for a prompt of a wrong form, and a
 * text about the form excludes it at OpenAI too.
 */
const flaggedPrompt = at(
  /openai|azure|codex|chatgpt/,
  both(
    coded('invalid_prompt'),
    not(
      said(
        /\bjson\b|schema|\bmust (?:be|have|contain)\b|required|missing|empty|malformed|pars(?:e|ing)\b/,
      ),
    ),
  ),
);

export const contentCodes: readonly Rule[] = [
  rule(
    'code.content',
    'contentFiltered',
    either(
      coded(
        'content_filter', // Sources: learn.microsoft.com/azure/ai-services/openai/concepts/content-filter, Moonshot
        'content_filtered', // Seen in: Vertex, Mistral
        'finish:content-filter', // Seen in: AI SDK
        'finish:content_filter', // Seen in: OpenAI, Azure, as a finish reason
        'content_policy_violation', // Seen in: OpenAI images, OpenRouter's APIErrorType
        'image_content_policy_violation', // Seen in: OpenAI images
        'finish:error_toxic', // Seen in: Cohere
        'finish:content_filtered', // Source: docs.aws.amazon.com/bedrock, API_runtime_Converse, stopReason
        'moderation_blocked', // Seen in: OpenAI images
        'moderation_error', // Seen in: Stability, fal
        'content_moderation',
        'cyber_policy', // Seen in: OpenAI Codex
        'policy_violation', // Seen in: OpenAI, relays
        'refusal', // Seen in: Anthropic's stop_reason, OpenRouter
        'finish:refusal', // Source: docs.claude.com/en/api/handling-stop-reasons
        'safety', // Seen in: Gemini
        'blocklist',
        'SAFETY_BLOCKED',
        'sensitive_content', // Seen in: Tencent Hunyuan, relays
        'guardrail_intervened', // Seen in: Bedrock Guardrails
        'finish:guardrail_intervened',
        'risk_control', // Seen in: MiniMax, relays
        'censorship_blocked', // Seen in: StepFun, with the status 451
        'err_safety_breach', // Seen in: relays (bytepowerapp.cn/zh/api/ai/error.html)
        'sensitive_check_error', // Seen in: UCloud ModelVerse
        'hooks_failed', // Seen in: Portkey, with the status 446, for its guardrails
      ),
      codedLike(
        // Source: ai.google.dev/api/generate-content#FinishReason and #BlockReason, which have one value for each kind
        // of block.
        /^finish:(?:image)?(?:safety|recitation|blocklist|prohibitedcontent|spii|language|sensitive)$|^block:(?!blockreasonunspecified)/,
        /prohibitedcontent/,
        // Source: www.volcengine.com/docs/82379/1299023: `InputTextSensitiveContentDetected.PolicyViolation` and eleven
        // more.
        /sensitive(?:content|words?)?detected|riskdetection|contentsecuritydetection|severeviolation/,
        // Source: help.aliyun.com/zh/model-studio/error-code. Seen in: TencentCloud
        // (`OperationDenied.TextIllegalDetected`).
        /datainspection|illegaldetected|illegaltext/,
        // Seen in: Azure `ResponsibleAIPolicyViolation`, LiteLLM.
        /responsibleaipolicy|contentpolicyviolation|contentmoderation|contentfilter(?!error)/,
        // Seen in: xAI: `Failed check: SAFETY_CHECK_TYPE_BIO`.
        /^safetychecktype/,
      ),
      named('ContentPolicyViolationError', 'ContentFilterFinishReasonError'), // Seen in: LiteLLM, openai-python
      flaggedPrompt,
    ),
  ),
];

/**
 * Matches a block by a firewall, a network rule or a rate limit, because such a block is not one by a content filter.
 */
const byAWall = said(
  /blocked.{0,40}(?:rate|too many|cloudflare|firewall|\bwaf\b|\bcors\b|\bip\b|network|administrator)/,
);

export const contentWords: readonly Rule[] = [
  rule(
    'said.content',
    'contentFiltered',
    both(
      not(byAWall),
      said(
        // Seen in: Azure, Anthropic (`blocked by content filtering policy`), xAI, Copilot.
        /content (?:management|filter(?:ing|ed|s)?|moderation|safety|usage|policy|policies)\b|responsible ai/,
        /(?:violat|against).{0,60}(?:polic|guidelines|terms|acceptable use|community standards)/,
        // Seen in: OpenAI, OpenRouter, Replicate.
        /\b(?:was|were|been|got|is|are) (?:\w{1,12} )?flagged\b|flagged (?:as|by|for)\b|did not pass (?:our )?moderation|(?:failed|by|requires|blocked by) (?:our )?(?:content )?moderation/,
        /(?:was|were|been|is) (?:filtered|blocked) (?:as|by|for|due|because|in)\b|safety (?:system|filters?|settings|reasons?|policy|policies|check|guidelines|guardrails?|concerns?)/,
        // Seen in: DeepSeek `Content Exists Risk`, Moonshot `considered high risk`.
        /content.{0,12}\brisk\b|high[- ]risk|considered (?:to be )?(?:risky|unsafe|harmful)|\brisk (?:control|detect)/,
        /(?:inappropriate|prohibited|unsafe|harmful|disallowed|illegal|(?<!case-)sensitive|objectionable|nsfw) (?:\w{1,12} )?(?:content|words?|messages?|information|material|text|input|output|prompt)|(?:prompt|input|output|content|text|image) (?:is|was|are) (?:\w{1,12} )?(?:unsafe|harmful|inappropriate|sensitive|illegal)\b|prohibited_content|\brecitation\b|finish[_ ]?reason\W{1,5}(?:safety|blocklist|content|spii)/,
        // Seen in: Bedrock, Portkey, Cloudflare AI Gateway (`Prompt blocked due to security configurations`).
        /guardrails?\b.{0,40}(?:fail|block|interven|violat|trigger)|(?:blocked|denied|failed) by .{0,20}guardrail|(?:prompt|response|request) (?:was )?blocked (?:due to|by|for)/,
        /敏感|不安全内容|违规|内容安全|审核|风险|违反.{0,10}(?:政策|规定|法律|规范|使用)|内容过滤|涉黄|涉政/,
        // Seen in: MiniMax: `input new_sensitive`.
        /\b(?:input|output) new_sensitive\b/,
        /不適切|コンテンツ.{0,12}(?:フィルタ|ポリシー|違反)|부적절|콘텐츠.{0,8}(?:정책|필터)/,
      ),
    ),
  ),
];
