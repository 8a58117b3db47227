/**
 * Rules for load: too many requests of one account (a rate limit) or of all accounts (an overload). Both are transient.
 */
import {
  both,
  coded,
  codedLike,
  either,
  named,
  namedLike,
  type Rule,
  rule,
  said,
  status,
} from './rule.ts';

export const loadCodes: readonly Rule[] = [
  rule(
    'code.overloaded',
    'overloaded',
    either(
      coded(
        'overloaded_error', // Source: docs.claude.com/en/api/errors
        'overloaded', // Seen in: TGI, in the field `error_type`
        'server_is_overloaded', // Seen in: OpenAI Codex
        'slow_down', // Seen in: OpenAI
        'engine_overloaded_error', // Source: platform.kimi.ai/docs/api/errors
        'provider_overloaded', // Seen in: OpenRouter's APIErrorType
        'model_overloaded', // Seen in: GitHub Copilot
        'server_overloaded', // Seen in: Volcengine
        'MODEL_CAPACITY_EXHAUSTED', // Seen in: Google Cloud Code
        'MODEL_CAPACITY_EXCEEDED', // Seen in: Google Cloud Code
        'INSUFFICIENT_MODEL_CAPACITY', // Seen in: AWS CodeWhisperer
        'MODEL_TEMPORARILY_UNAVAILABLE', // Seen in: AWS CodeWhisperer
        'ModelNotReadyException', // Seen in: Bedrock
        'capacity_exceeded', // Seen in: Groq, with the status 498
        'queue_exceeded', // Seen in: Cerebras
        'no_kv_space', // Seen in: DeepInfra
        'server_busy', // Seen in: relays
        'no_capacity', // Seen in: Azure
        'engine_overloaded', // Seen in: StepFun, Azure
      ),
      codedLike(/^resource(?:insufficient|ssoldout)/), // Seen in: TencentCloud
    ),
  ),
  rule(
    'code.rateLimit',
    'rateLimited',
    either(
      coded(
        'rate_limited', // Seen in: Mistral, GitHub Copilot
        'too_many_requests', // Seen in: OpenCode, Baidu
        'too_many_requests_error', // Seen in: Cerebras
        'TooManyRequestsException', // Seen in: AWS
        'ThrottlingException', // Seen in: Bedrock
        'LimitExceeded', // Seen in: TencentCloud
        'resource_exhausted', // Seen in: gRPC
        'limit_requests', // Seen in: DashScope
        'concurrency_limit_exceeded', // Seen in: OpenAI, relays
        'ServiceQuotaExceededException', // Seen in: Bedrock, whose advice is to send the request again later
        'RequestBurstTooFast', // Seen in: Volcengine
        'InflightBatchsizeExceeded', // Seen in: Volcengine
      ),
      codedLike(
        // Seen in: many providers (`rate_limit_exceeded`), Azure (`RateLimitReached`), Baidu
        // (`rpm_rate_limit_exceeded`), Volcengine (`ModelAccountTpmRateLimitExceeded`).
        /ratelimit(?:ed|error|exceeded|reached)?(?:error)?(?:$|endpoint|account|model)/,
        // Seen in: DashScope `Throttling.RateQuota`, iFlytek, TencentCloud `FailedOperation.EngineServerLimitExceeded`,
        // Databricks.
        /^throttling|qps(?:limit|over)|requestlimitexceeded|engineserverlimitexceeded/,
      ),
      named('RateLimitError', 'ResourceExhausted', 'TooManyRequests', 'ResourceExhaustedException'), // Seen in: openai-python, google.api_core, gax
      namedLike(
        /^\w{0,20}(?:RateLimit(?:ed|Exceeded|Reached)?|TooManyRequests|RetryableQuota)(?:Response)?Error$/,
      ), // Seen in: AI Gateway, @openrouter/sdk, gemini-cli
    ),
  ),
];

/** Matches texts of an overload: the server has too much to do, whoever asks. */
const overload = said(
  // Seen in: OpenAI, Anthropic, xAI, Workers AI, AWS CodeWhisperer.
  /overload|(?:at|out of|no|over|insufficient|limited|exceeded) capacity|capacity .{0,20}(?:exceed|limit|exhaust|reached|constrain)|high (?:demand|traffic|load|volume|usage)|heavy (?:load|traffic)|volume of (?:traffic|requests)|saturat/,
  // Seen in: DeepSeek, SiliconFlow, Ollama (`llm busy - no slots available`), LiteLLM, Envoy (`no healthy
  // upstream`).
  /(?:server|model|service|engine|system|llm|worker|upstream)s? (?:is |are )?(?:\w{1,12} )?busy|(?:temporarily|currently|service|model|is) unavailable|no (?:available |healthy )?(?:channels?|accounts?|servers?|upstream|deployments?|workers?|instances?|providers?|slots?)(?: \w{1,12}){0,2} available|no (?:available|healthy) \w{3,12}|(?:queue|pool) (?:is )?full/,
  // Seen in: Hugging Face, llama.cpp, Bedrock.
  /model is (?:still |currently )?(?:loading|warming|starting)|loading model|not ready (?:to|yet)|warming up|cold start|starting up|no_kv_space/,
  // Seen in: new-api (`当前分组上游负载已饱和`, `无可用渠道`), Zhipu, MiniMax.
  /繁忙|无可用渠道|负载|过载|饱和|拥挤|访问量过大|请求量(?:过大|较大)|资源(?:紧张|不足)|混み合|混雑|過負荷|혼잡|과부하/,
);

/**
 * Rule for an overload that comes as a 429. It comes before the rule for that status, because the server is at fault,
 * and not the account. Seen in: Z.ai, Moonshot, Mistral.
 */
export const crowdedRules: readonly Rule[] = [
  rule('status.crowded', 'overloaded', both(status(429), overload)),
];

export const loadWords: readonly Rule[] = [
  rule(
    'said.rateLimit',
    'rateLimited',
    said(
      // Seen in: OpenAI, Anthropic, Google, AWS, Cohere.
      /rate[- ]?limit|too many (?:\w{1,12} )?(?:requests|connections|attempts|calls)|resource ?(?:has been )?exhausted|throttl|requests? per (?:minute|second)|tokens? per minute|quota exceeded|too many concurrent|request rate|limiting requests|too many tokens, (?:please )?(?:wait|try|slow)/,
      // Seen in: Google Cloud Code: `Your quota will reset after 3s`.
      /quota (?:will )?resets? (?:after|in)\b|exhausted (?:this|the|your) (?:model'?s )?(?:rate limit|capacity|quota)/,
      // Seen in: Baidu `Open api qps request limit reached`, iFlytek `AppIdQpsOverFlowError`, NVIDIA `Worker local
      // total request limit reached`.
      /\bqps\b|qps ?over ?flow|concurren\w{1,6}.{0,30}(?:limit|exceed|too high|reached)|(?:request|concurrency|connection)s? limit (?:was |is |has been )?(?:reached|exceeded|hit)|maximum (?:pending|concurrent|in-?flight) requests|requests? (?:are |is |too )?too (?:fast|frequent)|(?:slow|calm|cooling) down/,
      // Seen in: Zhipu, MiniMax, new-api.
      /速率限制|过于频繁|频率|限流|并发|请求(?:数)?(?:过多|太多|过快)|每分钟|レート制限|リクエストが多すぎ|요청.{0,6}(?:너무 많|한도)|속도 제한/,
    ),
  ),
  rule('said.overloaded', 'overloaded', overload),
];
