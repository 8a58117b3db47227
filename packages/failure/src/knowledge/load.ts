/** Knowledge about load: too many requests of one account (a rate limit) or of all accounts (an overload). */
import { withStatus } from '../rows/condition.ts';
import { code, name, phrase } from '../rows/row.ts';
import { section } from '../rows/section.ts';

export const overloadCodes = section('overload', 'overloaded', [
  code('overloaded_error', 'anthropic', 'docs.claude.com/en/api/errors'),
  code('overloaded', 'tgi', 'huggingface/text-generation-inference/router/src/infer/mod.rs'),
  code('server_is_overloaded', 'openai', 'openai/codex/codex-rs/codex-api/src/api_bridge.rs'),
  code('slow_down', 'openai', 'openai/codex/codex-rs/codex-api/src/api_bridge.rs'),
  code('engine_overloaded_error', 'moonshot', 'platform.kimi.ai/docs/api/errors'),
  code('provider_overloaded', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
  code('model_overloaded', 'github-copilot', 'microsoft/vscode-copilot-chat/src/platform'),
  code('server_overloaded', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
  code('MODEL_CAPACITY_EXHAUSTED', 'google', 'google-gemini/gemini-cli#25179'),
  code('MODEL_CAPACITY_EXCEEDED', 'google', 'google-gemini/gemini-cli/packages/core/src/utils/googleQuotaErrors.test.ts'),
  code('INSUFFICIENT_MODEL_CAPACITY', 'amazon-q', 'aws/amazon-q-developer-cli/crates/chat-cli/src/api_client/mod.rs'),
  code('MODEL_TEMPORARILY_UNAVAILABLE', 'amazon-q', 'aws/language-servers'),
  code('ModelNotReadyException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html'),
  code('capacity_exceeded', 'groq', 'console.groq.com/docs/flex-processing'),
  code('queue_exceeded', 'cerebras', 'inference-docs.cerebras.ai/support/error'),
  code('no_kv_space', 'deepinfra', 'anomalyco/opencode/packages/opencode/test/session/retry.test.ts'),
  code('no_capacity', 'azure', 'learn.microsoft.com/azure/ai-services/openai/how-to/quota'),
  code('auth_unavailable', 'cliproxyapi', 'router-for-me/CLIProxyAPI/sdk/cliproxy/auth/selector.go'), // No account of the pool is free.
  code('engine_overloaded', 'stepfun', 'platform.stepfun.com/docs'),
  code(/^resource(?:insufficient|ssoldout)/, 'tencent', 'cloud.tencent.com/document/product/1124/64540', 'ResourceInsufficient'),
  code(/^serverbusy/, 'deepseek', 'api-docs.deepseek.com/quick_start/error_codes', 'server_busy'),
]);

export const rateLimitCodes = section('rate-limit', 'rateLimited', [
  code('rate_limited', 'mistral', 'cline/cline#9085'),
  code('too_many_requests', 'google', 'ai.google.dev/gemini-api/docs/api-errors'),
  code('too_many_requests_error', 'cerebras', 'nminaya/grammar-nazi-bot#958'),
  code('TooManyRequestsException', 'aws', 'docs.aws.amazon.com/lambda/latest/api/API_Invoke.html'),
  code('ThrottlingException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'),
  code('LimitExceeded', 'tencent', 'TencentCloud/tencentcloud-sdk-go/tencentcloud/hunyuan/v20230901/errors.go'),
  code('resource_exhausted', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
  code('limit_requests', 'dashscope', 'help.aliyun.com/zh/model-studio/error-code'),
  code('concurrency_limit_exceeded', 'openai', 'platform.openai.com/docs/guides/error-codes'),
  code('ServiceQuotaExceededException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html'),
  code('RequestBurstTooFast', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
  code('InflightBatchsizeExceeded', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
  code(/ratelimit(?:ed|error|exceeded|reached)?(?:error)?(?:$|endpoint|account|model)/, 'openai', 'openai/codex/codex-rs/codex-api/src/sse/responses.rs', 'rate_limit_exceeded'),
  code(/^throttling/, 'dashscope', 'help.aliyun.com/zh/model-studio/error-code', 'Throttling.RateQuota'),
  code(/qps(?:limit|over)/, 'iflytek', 'www.xfyun.cn/doc/spark', 'AppIdQpsOverFlowError'),
  code(/requestlimitexceeded/, 'tencent', 'cloud.tencent.com/document/product/1124/64540', 'RequestLimitExceeded'),
  code(/engineserverlimitexceeded/, 'tencent', 'TencentCloud/tencentcloud-sdk-go/tencentcloud/hunyuan/v20230901/errors.go', 'FailedOperation.EngineServerLimitExceeded'),
  name('RateLimitError', 'openai', 'openai/openai-node/src/core/error.ts'),
  name('TooManyRequests', 'google', 'googleapis/python-api-core/google/api_core/exceptions.py', 'google.api_core.exceptions.TooManyRequests'),
  name('ResourceExhaustedException', 'google', 'cloud.google.com/java/docs/reference/gax/latest/com.google.api.gax.rpc.ResourceExhaustedException'),
  name(/^\w{0,20}(?:RateLimit(?:ed|Exceeded|Reached)?|TooManyRequests|RetryableQuota)(?:Response)?Error$/, 'gemini-cli', 'google-gemini/gemini-cli/packages/core/src/utils/googleQuotaErrors.ts', 'RetryableQuotaError'),
]);

/** Texts of an overload: the server has too much to do, whoever asks. */
const overloads = [
  phrase(/overload/, 'anthropic', 'docs.claude.com/en/api/errors', 'Overloaded'),
  phrase(/(?:at|out of|no|over|insufficient|limited|exceeded) (?:maximum |full )?capacity/, 'xai', 'docs.x.ai/docs', 'The model is currently at capacity due to high demand. Please try again in a few minutes or use a different model.'),
  phrase(/capacity .{0,20}(?:exceed|limit|exhaust|reached|constrain)/, 'dashscope', 'QwenLM/qwen-code#1641', 'due to system capacity limits.'),
  phrase(/\bmodel \S{1,100} is currently loading\b/, 'huggingface', 'huggingface.co/docs/api-inference/index', 'Model deepset/roberta-base-squad2 is currently loading'),
  phrase(/degraded function/, 'nvidia', 'forums.developer.nvidia.com/c/ai-data-science/nvidia-nim', 'DEGRADED function cannot be invoked'),
  phrase(/no auth available/, 'cliproxyapi', 'router-for-me/CLIProxyAPI/sdk/cliproxy/auth/selector.go', 'no auth available (providers=antigravity)'),
  phrase(/нагрузк.{0,60}насыщен/, 'new-api', 'QuantumNous/new-api/i18n', 'Нагрузка вышестоящего канала текущей группы насыщена'),
  phrase(/no models available/, 'litellm', 'BerriAI/litellm/litellm/router.py', 'No models available'),
  phrase(/high (?:demand|traffic|load|volume|usage)|heavy (?:load|traffic)|saturat/, 'openai', 'openai/codex#6761', "We're currently experiencing high demand, which may cause temporary errors."),
  phrase(/volume of (?:traffic|requests)/, 'kiro', 'kirodotdev/Kiro#11504', 'volume of traffic. Try changing the model and re-running your prompt. (Request ID: 31a9fa3d-4f3c-4b08-bf5d-b5114a0fd6f3)'),
  phrase(/(?:server|model|service|engine|system|llm|worker|upstream)s? (?:is |are )?(?:\w{1,12} )?busy/, 'ollama', 'ollama/ollama/llm/server.go', 'llm busy - no slots available'),
  phrase(/no (?:available |healthy )?(?:channels?|accounts?|servers?|upstream|deployments?|workers?|instances?|providers?|slots?)(?: \w{1,12}){0,2} available/, 'litellm', 'BerriAI/litellm/litellm/types/router.py', 'No deployments available for selected model'),
  phrase(/no (?:available|healthy) \w{3,12}/, 'envoy', 'envoyproxy/envoy/source/common/router/router.cc', 'no healthy upstream'),
  phrase(/(?:queue|pool) (?:is )?full/, 'sglang', 'sgl-project/sglang/python/sglang/srt/managers/scheduler.py', 'The request queue is full.'),
  phrase(/loading model|model is (?:still |currently )?(?:loading|warming|starting)|warming up|cold start/, 'llamacpp', 'canonical/inference-snaps#234', 'Loading model'),
  phrase(/not ready (?:to|yet|for)/, 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html', 'The model specified in the request is not ready to serve inference requests.'),
  phrase(/starting up/, 'postgres', 'postgres/postgres/src/backend/tcop/backend_startup.c', 'the database system is starting up'),
  phrase(/繁忙|拥挤|混み合|混雑|혼잡/, 'deepseek', 'api-docs.deepseek.com/quick_start/error_codes', '服务繁忙，请稍后再试'),
  phrase(/无可用渠道/, 'one-api', 'popjane/free_chatgpt_api#75', '当前分组 default 下对于模型 gpt-3.5-turbo-16k 无可用渠道'),
  phrase(/负载|過負荷/, 'new-api', 'popjane/free_chatgpt_api#65', '当前分组上游负载已饱和，请稍后再试 (request id: 2024121602163036521732429064585)'),
  phrase(/过载/, 'lobe-chat', 'lobehub/lobe-chat/locales/zh-CN/error.json', '很抱歉，服务器当前无法处理您的请求，可能是由于过载或正在进行维护，请稍后再试'),
  phrase(/饱和/, 'new-api', 'popjane/free_chatgpt_api#65', '饱和，请稍后再试 (request id: 2024121602163036521732429064585)'),
  phrase(/访问量过大|请求量(?:过大|较大)/, 'zhipu', 'zhukunpenglinyutong/jetbrains-cc-gui#897', '该模型当前访问量过大，请您稍后再试'),
  phrase(/资源(?:紧张|不足)/, 'tencent', 'cloud.tencent.com/document/product/1240/100406', '数智人服务算力资源不足'),
  phrase(/과부하/, 'lobe-chat', 'lobehub/lobe-chat/locales/ko-KR/error.json', '죄송합니다. 서버가 현재 요청을 처리할 수 없습니다. 과부하 또는 유지 보수 중일 수 있습니다. 잠시 후에 다시 시도해주세요.'),
];

/**
 * An overload in words, beside a status that says less. It comes before it, because the server is at fault,
 * and not the account.
 */
export const crowdedPhrases = section('crowded', 'overloaded', overloads, { only: [withStatus(400, 429, 500, 502, 503)], beside: { status: 429 } });

/** A rate limit in plain words, beside a status that says something else. Seen in: GitHub (403), TencentCloud (400), relays (503). */
export const limitedPhrases = section(
  'limited',
  'rateLimited',
  [
    phrase(/rate[- ]?limits? (?:was |is |has been )?(?:exceeded|reached|hit)|(?:exceeded|reached|hit) (?:the |your |a )?(?:secondary )?rate[- ]?limit/, 'github', 'docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api', 'API rate limit exceeded for user ID 123.'),
    phrase(/rate limited by|too many requests/, 'aihubmix', 'docs.aihubmix.com/en/error-codes', 'Rate limited by provider – contact support to request higher concurrency'),
    phrase(/限频|限速|请求(?:过于)?频繁/, 'tencent', 'cloud.tencent.com/document/product/1729/97731', '请求限频，请稍后重试'),
  ],
  { only: [withStatus(400, 403, 500, 502, 503)], beside: { status: 400 } },
);

export const rateLimitPhrases = section('rate-limit', 'rateLimited', [
  phrase(/rate[- ]?limit/, 'ai-sdk', 'vercel/ai/packages/provider/src/errors/type-validation-error.ts', 'Too many requests, the rate limit is 8000000 tokens per minute.'),
  phrase(/too many (?:\w{1,12} )?(?:requests|connections|attempts|calls)/, 'ai-sdk', 'vercel/ai/packages/ai/src/util/retry-with-exponential-backoff.ts', 'Failed after 3 attempts. Last error: Too Many Requests'),
  phrase(/resource ?(?:has been )?exhausted/, 'nvidia', 'anomalyco/opencode#35620', 'Agent failed before reply: ResourceExhausted: Worker local total request limit reached (33/32). Logs: openclaw logs --follow'),
  phrase(/throttl/, 'roo-code', 'RooCodeInc/Roo-Code#5050', 'Request was throttled or rate'),
  phrase(/requests? per (?:minute|second)/, 'google', 'tech-shrimp/gemini-playground#10', "Quota exceeded for quota metric 'Generate Content API requests per minute' and limit 'GenerateContent request limit per minute for a region' of service 'generativelanguage.googleapis.com'"),
  phrase(/tokens? per minute/, 'ai-sdk', 'vercel/ai/packages/provider/src/errors/type-validation-error.ts', 'limit is 8000000 tokens per minute.'),
  phrase(/quota exceeded/, 'google', 'tech-shrimp/gemini-playground#10', "Quota exceeded for quota metric 'Generate Content API requests per"),
  phrase(/too many concurrent/, 'qwen-code', 'QwenLM/qwen-code#3409', 'Too many concurrent'),
  phrase(/request rate/, 'dashscope', 'QwenLM/Qwen#2069', 'Request rate increased too quickly. To ensure system stability, please adjust your client logic to scale requests more smoothly over time.'),
  phrase(/limiting requests/, 'anthropic', 'code.claude.com/docs/en/errors', 'API Error: Server is temporarily limiting requests (not your usage limit) · Rate'),
  phrase(/too many tokens, (?:please )?(?:wait|try|slow)/, 'bedrock', 'RooCodeInc/Roo-Code#5050', 'Too many tokens, please wait before trying again.'),
  phrase(/quota (?:will )?resets? (?:after|in)\b/, 'gemini-cli', 'google-gemini/gemini-cli#22107', 'You have exhausted your capacity on this model. Your quota will reset after 5s.'),
  phrase(/exhausted (?:this|the|your) (?:model'?s )?(?:rate limit|capacity|quota)/, 'gemini-cli', 'google-gemini/gemini-cli#22107', { message: 'You have exhausted your capacity on this model.', headers: { 'retry-after': '3' } }),
  phrase(/\bqps\b/, 'baidu', 'cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh', 'Open api qps request limit reached'),
  phrase(/qps ?over ?flow/, 'iflytek', 'iflytek/spark-ai-python#39', 'Error Code: 11202, Error: AppIdQpsOverFlowError'),
  phrase(/concurren\w{1,6}.{0,30}(?:limit|exceed|too high|reached)/, 'sub2api', 'Wei-Shaw/sub2api#3821', 'Concurrency limit exceeded for user, please retry later'),
  phrase(/(?:request|concurrency|connection)s? limit (?:was |is |has been )?(?:reached|exceeded|hit)/, 'nvidia', 'anomalyco/opencode#35620', 'Worker local total request limit reached (33/32). Logs: openclaw logs --follow'),
  phrase(/maximum (?:pending|concurrent|in-?flight) requests/, 'ollama', 'ollama/ollama/server/sched.go', 'busy, please try again.  maximum pending requests exceeded'),
  phrase(/requests? (?:are |is |too )?too (?:fast|frequent)/, 'okx', 'ccxt/ccxt/ts/src/okx.ts', '{ "code": 30014, "message": "request too frequent" }'),
  phrase(/(?:slow|calm|cooling) down/, 'omniroute', 'diegosouzapw/OmniRoute#6523', 'model_cooldown: All credentials for model gpt-5 are cooling down'),
  phrase(/速率限制|每分钟/, 'zhipu', 'zhukunpenglinyutong/jetbrains-cc-gui#897', '您的账户已达到速率限制，请您控制请求频率'),
  phrase(/过于频繁/, 'tencent', 'cloud.tencent.com/document/product/1240/100406', '请求过于频繁'),
  phrase(/频率/, 'zhipu', 'zhukunpenglinyutong/jetbrains-cc-gui#897', '请您控制请求频率'),
  phrase(/限流/, 'dashscope', 'help.aliyun.com/zh/model-studio/error-code', '触发平台限流规则,请稍后重试'),
  phrase(/并发/, 'zhipu', 'docs.bigmodel.cn/cn/api/api-code', '您当前使用该 API 的并发数过高，请降低并发，或联系客服增加限额'),
  phrase(/请求(?:数)?(?:过多|太多|过快)/, 'lobe-chat', 'lobehub/lobe-chat/locales/zh-CN/error.json', '很抱歉，您的请求太多，服务器有点累了，请稍后再试'),
  phrase(/レート制限/, 'roo-code', 'RooCodeInc/Roo-Code/src/i18n/locales/ja/embeddings.json', 'レート制限に達しました。{{delayMs}}ミリ秒後に再試行します（試行{{attempt}}/{{maxRetries}}）'),
  phrase(/リクエストが多すぎ/, 'lobe-chat', 'lobehub/lobe-chat/locales/ja-JP/error.json', '申し訳ありませんが、リクエストが多すぎてサーバーが少し疲れています。しばらくしてからもう一度お試しください'),
  phrase(/요청.{0,6}(?:너무 많|한도)/, 'lobe-chat', 'lobehub/lobe-chat/locales/ko-KR/error.json', '죄송합니다. 요청이 너무 많아 서버가 조금 피곤한 상태입니다. 잠시 후에 다시 시도해 주세요'),
  phrase(/속도 제한/, 'roo-code', 'RooCodeInc/Roo-Code/src/i18n/locales/ko/common.json', 'Cerebras API 속도 제한을 초과했습니다. 다른 요청을 하기 전에 기다리세요.'),
]);

/** Texts that a server is unavailable: a status says more. */
const unavailable = [phrase(/(?:temporarily|currently|service|model|is) unavailable/, 'http', 'RFC 9110 §15.6.4', 'Service Unavailable')];

export const unavailablePhrases = section('unavailable', 'overloaded', unavailable, { only: [withStatus(429)], beside: { status: 429 } });

export const overloadPhrases = section('overload', 'overloaded', [...overloads, ...unavailable]);
