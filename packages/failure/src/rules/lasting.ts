/**
 * What the same request will meet again, whatever the status says: 429, 413 and 500 are sent for all of it.
 * Codes first, then the numbers in the text, then its words.
 */
import { both, coded, named, not, type Rule, rule, said, status } from './rule.ts';

/** A minute's limit speaks of tokens too; it is no limit of the context, and no quota. */
const ofTheMinute = said(
  /per[- ]minute|\/ ?min|\(?[rt]pm\)?\b|per second|please wait before|tokens per min|requests per min/,
);

export const lastingRules: readonly Rule[] = [
  // OpenAI, Azure, Anthropic, DashScope, Google, Bedrock, LiteLLM.
  rule(
    'code.overflow',
    'contextOverflow',
    coded(
      'context_length_exceeded',
      'context_window_exceeded',
      'model_context_window_exceeded',
      'ContextWindowExceededError',
      'prompt_too_long',
      'request_too_large',
      'input_too_long',
      'model_max_prompt_tokens_exceeded',
      'max_tokens_exceeded_context',
      'context_overflow',
    ),
  ),
  rule(
    'code.content',
    'contentFiltered',
    coded(
      'content_filter',
      'content_filtered',
      'content_policy_violation',
      'ContentPolicyViolationError',
      'cyber_policy',
      'data_inspection_failed',
      'ResponsibleAIPolicyViolation',
      'prohibited_content',
      'safety',
      'blocklist',
      'moderation_blocked',
      'content_moderation',
      'sensitive_content',
      'guardrail_intervened',
      'finish:content-filter',
      'policy_violation',
      'SAFETY_BLOCKED',
      'invalid_prompt',
      'image_content_policy_violation',
      'moderation_error',
      'risk_control',
    ),
  ),
  rule(
    'code.auth',
    'unauthorized',
    coded(
      'invalid_api_key',
      'api_key_invalid',
      'incorrect_api_key',
      'missing_api_key',
      'no_api_key',
      'authentication_error',
      'invalid_authentication_error',
      'permission_error',
      'permission_denied',
      'unauthenticated',
      'unauthorized',
      'invalid_token',
      'token_expired',
      'expired_token',
      'invalid_credentials',
      'AccessDeniedException',
      'UnrecognizedClientException',
      'ExpiredTokenException',
      'InvalidSignatureException',
      'MissingAuthenticationTokenException',
      'CredentialsProviderError',
      'account_deactivated',
      'organization_deactivated',
      'access_terminated',
      'unsupported_country_region_territory',
      'model_access_denied',
      'access_denied',
      'invalid_issuer',
    ),
  ),
  rule(
    'name.auth',
    'unauthorized',
    named(
      'AI_LoadAPIKeyError',
      'CredentialsProviderError',
      'UnrecognizedClientException',
      'AccessDeniedException',
      'ExpiredTokenException',
      'AuthenticationError',
      'PermissionDeniedError',
    ),
  ),
  rule(
    'code.quota',
    'quotaExceeded',
    coded(
      'insufficient_quota',
      'quota_exceeded',
      'quota_exhausted',
      'exceeded_current_quota_error',
      'insufficient_balance',
      'insufficient_credits',
      'insufficient_funds',
      'credits_exhausted',
      'INSUFFICIENT_G1_CREDITS_BALANCE',
      'billing_error',
      'billing_hard_limit_reached',
      'billing_not_active',
      'payment_required',
      'usage_not_included',
      'usage_limit_reached',
      'usage_limit_exceeded',
      'spend_limit_exceeded',
      'budget_exceeded',
      'daily_limit_exceeded',
      'monthly_limit_exceeded',
      'free_tier_exceeded',
      'FreeUsageLimitError',
      'GoUsageLimitError',
      'Arrearage',
      'no_quota',
      'credit_balance_too_low',
      'insufficient_user_quota',
      'BudgetExceededError',
      'premium_request_limit',
      'subscription_required',
      'billing_cycle_limit',
      'usage_limit',
    ),
  ),

  // Numbers: more is asked for than the bucket ever holds (OpenAI, Groq).
  rule('numbers.bucket', 'invalidRequest', ({ said: text }) => isLargerThanBucket(text)),

  // Gemini: a limit of zero is a model without a free tier; per day is not per minute.
  rule('gemini.limitZero', 'quotaExceeded', both(said(/\blimit: 0\b/), said(/quota/))),
  rule('gemini.perDay', 'quotaExceeded', ({ codes }) => codes.some((code) => /PerDay/.test(code))),
  rule(
    'gemini.perMinute',
    'rateLimited',
    ({ codes, waitMs = Infinity }) =>
      codes.includes('RESOURCE_EXHAUSTED') &&
      (waitMs <= 300_000 || codes.some((code) => /PerMinute/.test(code))),
  ),

  rule(
    'said.overflow',
    'contextOverflow',
    both(
      not(ofTheMinute),
      said(
        /\b(?:prompt|input|request|conversation|messages?|text)\b.{0,20}\b(?:is|are|was)? ?too (?:long|large) (?:for|:)|prompt (?:is )?too long|input (?:is )?too long/,
        /maximum context length|max(?:imum)? context|context (?:length|window|limit|size).{0,40}(?:exceed|too)|exceed.{0,60}context (?:length|window|limit|size)/,
        /exceeds? (?:the )?(?:available |model'?s? )?context|(?:larger|greater) than the (?:model'?s )?context|longer than the (?:model'?s )?(?:context|maximum)/,
        /exceeds? the (?:maximum|max) (?:number of )?(?:input )?(?:allowed )?(?:tokens?|input length|input token)|maximum (?:allowed )?(?:input|prompt) length/,
        /too many (?:input )?tokens(?: in request|:)|prompt token count of|tokens? (?:count|limit).{0,30}exceeds? the (?:limit|maximum)/,
        /reduce the length of the (?:messages|prompt|input|conversation)|range of input length|prompt contains at least|tokens \+ .{0,40} > /,
        /(?:prompt|input|context).{0,40}exceed.{0,30}(?:token|context) ?(?:limit|length|window)?|exceeded max context|context[ _]overflow/,
        /输入(?:内容)?(?:过长|超长)|超出.{0,10}(?:上下文|最大长度|长度限制)|上下文.{0,10}(?:超|过长)/,
      ),
      not(said(/to increase, visit|upgrade to/)),
    ),
  ),
  rule(
    'said.content',
    'contentFiltered',
    said(
      /content (?:management|filter(?:ing)?|moderation|safety|usage|policy)|(?:violat|against).{0,60}(?:polic|guidelines|terms)/,
      /(?:was|were|been) flagged|(?:was|were|been) (?:filtered|blocked) (?:as|by|for|due|because|in)|flagged as potentially|safety (?:system|filter|settings|reasons|policy)/,
      /inappropriate content|sensitive (?:content|words?|information)|(?:failed|by|requires|did not pass) (?:our )?moderation|prohibited content|responsible ai/,
      /敏感|不安全内容|违规|内容安全|审核/,
    ),
  ),
  rule(
    'said.quota',
    'quotaExceeded',
    both(
      not(both(ofTheMinute, not(said(/per[- ]day|daily|insufficient|balance/)))),
      said(
        /exceeded your current quota|check your plan and billing|insufficient (?:account )?(?:balance|credits?|quota|funds?)|(?:balance|credits?) (?:is |are )?(?:too low|insufficient|exhausted|depleted|empty)/,
        /(?:out of|no more|not enough|used (?:up )?all (?:of )?(?:your |available )?|ran? out of|exhausted (?:your|all|the) |requires? more |lack(?:ing)? ).{0,12}credits?/,
        /(?:daily|weekly|monthly|session|hour(?:ly)?|usage|spend(?:ing)?|billing|plan)\b.{0,30}\b(?:limit|quota|cap|allowance)\b.{0,40}\b(?:reached|exceeded|exhausted|used|hit|resets?)/,
        /(?:reached|exceeded|hit|used up|exhausted).{0,40}\b(?:daily|weekly|monthly|session|hour(?:ly)?|usage|spend(?:ing)?|plan)\b.{0,24}\b(?:limit|quota|cap|allowance)/,
        /\b(?:per|a|each|\/) ?-?(?:day|month|week)\b.{0,60}(?:limit|quota|exceed|reached)|(?:limit|quota|exceed|calls|requests|tokens).{0,40}(?:per|\/) ?-?(?:day|month|week)\b|per-day\b/,
        /key limit exceeded|(?:doesn't|does not|don't|do not) have (?:any|enough|sufficient) credits?/,
        /free (?:allocated )?(?:quota|usage|tier).{0,20}(?:exceeded|exhausted|used|limit|reached)|freeusagelimit|free-models-per/,
        /you have no quota|quota (?:will )?resets? (?:after|in|at)|exhausted (?:this|the|your) (?:model'?s )?(?:rate limit|capacity|quota)|quota .{0,20}(?:exhausted|used up)/,
        /payment required|purchase more|top up|please recharge|add (?:more )?(?:credits|funds)|raise your spending|to increase, visit|billing (?:hard limit|not active|account)|account is (?:not active|suspended|overdue)/,
        /余额不足|欠费|额度(?:不足|已用|用尽|耗尽)|充值|配额(?:不足|已)/,
      ),
    ),
  ),
  rule(
    'said.auth',
    'unauthorized',
    both(
      not(status(429, 500, 502, 503, 504, 529)),
      said(
        /(?:invalid|incorrect|missing|expired|unknown|wrong|bad|no|revoked|malformed) (?:x-)?api[- _]?key|api[- _]?key.{0,20}(?:invalid|incorrect|missing|expired|not valid|not found|required|not set|revoked)/,
        /(?:missing|invalid|no|expired|bad) (?:authentication|authorization|auth|bearer|access|oauth|credentials)|authentication (?:failed|required|error|credentials)|could not authenticate/,
        /\bunauthorized\b|permission denied|not authorized|access denied|(?:token|credentials?|session|login) (?:has |have |is |are )?(?:expired|revoked|invalid)|please (?:log|sign) ?in|user not found/,
        /does not have (?:access|permission)|do(?:es)? not have permission|not have access to (?:the )?model|unable to load (?:aws )?credentials|could not load credentials/,
        /无效的?(?:令牌|api|密钥)|身份验证|鉴权失败|未授权/,
      ),
    ),
  ),
];

const requested = /\blimit:? (\d{1,12})\b.{0,40}\brequested:? (\d{1,12})\b/;
const used = /\bused:? \d/;

/** `Limit 6000, Requested 10338`. With something used up, waiting helps; without, it never will. */
function isLargerThanBucket(text: string): boolean {
  const [, limit, asked] = requested.exec(text) ?? [];
  if (limit === undefined || asked === undefined) return false;
  return Number(asked) > Number(limit) && !(used.test(text) && Number(asked) <= Number(limit));
}
