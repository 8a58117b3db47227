/** Server errors and timeouts. */
import { lasts } from '../evidence/status.ts';
import { both, coded, codedLike, either, not, type Rule, rule, said, type Test } from './rule.ts';

/**
 * A lasting 4xx. It rules out the codes below, because Ollama and new-api send `api_error` and `upstream_error` with a
 * 400.
 */
const refused: Test = ({ status }) => status !== undefined && lasts(status);

export const serverCodes: readonly Rule[] = [
  rule(
    'code.timeout',
    'timeout',
    either(
      coded(
        'deadline_exceeded', // gRPC
        'timeout', // OpenRouter's APIErrorType
        'timeout_error', // docs.claude.com/en/api/errors
        'request_timeout', // Anthropic, Baidu
        'ModelTimeoutException', // Bedrock
        'gateway_timeout',
        'upstream_timeout', // gateways: Vercel, Portkey, Cloudflare
      ),
      codedLike(/enginerequesttimeout|requesttimeout$/), // TencentCloud
    ),
  ),
  // Bedrock: exception events of a stream have the status 400 or 424, independent of the cause (BerriAI/litellm#24608).
  rule(
    'code.exception',
    'serverError',
    coded(
      'InternalServerException',
      'ServiceUnavailableException',
      'ModelStreamErrorException',
      'ModelErrorException',
      'InternalFailure',
    ),
  ),
  rule(
    'code.server',
    'serverError',
    both(
      not(refused),
      either(
        coded(
          'server_error', // OpenAI
          'server', // OpenRouter's APIErrorType
          'api_error', // docs.claude.com/en/api/errors
          'service_unavailable_error', // OpenAI Codex, DeepSeek
          'service_unavailable',
          'provider_unavailable', // OpenRouter's APIErrorType
          'unavailable', // gRPC
          'unavailable_error', // llama.cpp
          'internal', // gRPC
          'aborted',
          'data_loss',
          'internal_server_error', // Vercel AI Gateway, Groq
          'internal_service_error', // Volcengine
          'internal_error', // TencentCloud, DashScope
          'upstream_error', // new-api
          'bad_gateway', // gateways
        ),
        codedLike(/^internalerror|engineservererror/), // DashScope `InternalError.Timeout`, TencentCloud
      ),
    ),
  ),
];

export const serverWords: readonly Rule[] = [
  rule(
    'said.server',
    'serverError',
    said(
      // OpenAI, Anthropic, xAI, Envoy, OpenRouter, Bedrock.
      /internal (?:server |service )?error|server error|backend error|server had an error|bad gateway|service unavailable|upstream (?:connect|error|request|service|provider|failure)|(?:unexpected|unknown) error (?:(?:has )?occurred|\()|request failed after .{0,20}retries|^(?:llm |api |model )?request failed\.?$|an error occurred (?:while|during|in)|(?:issue|error|problem).{0,20}processing (?:your|the) request|unable to process (?:your|the) request|something went wrong|provider returned error/,
      // vLLM (`EngineDeadError`), SGLang, Ollama, LM Studio: the process that runs the model has died and is restarted.
      /engine ?(?:core)? ?(?:is |has )?(?:dead|died|crashed|encountered)|(?:runner|server|engine|backend|worker|model) (?:process )?(?:has )?(?:terminated|crashed|exited|died)|cuda (?:error|out of memory)|out of memory/,
      // Zhipu, MiniMax, DashScope.
      /服务(?:器)?(?:内部|暂时|暂)?(?:错误|异常|不可用)|系统(?:错误|异常)|内部(?:服务)?(?:错误|异常)|サーバー?エラー|内部エラー|서버 오류|내부 오류/,
    ),
  ),
  rule(
    'said.timeout',
    'timeout',
    said(
      /timed? ?-?out\b|deadline (?:exceeded|expired)|took too long|超时|タイムアウト|시간 ?초과/,
    ),
  ),
];

/** Texts that ask for another attempt and give no reason. */
export const retryWords: readonly Rule[] = [
  rule(
    'said.tryAgain',
    'serverError',
    said(
      /try again (?:later|shortly|soon|in (?:a|an|\d))|(?:try|retry) (?:your|the) request|retry (?:later|shortly)|please (?:try again|retry|wait)\b(?! (?:after (?:check|fix|updat|chang)|with ))|temporar(?:y|ily)\b/,
      /稍后(?:再试|重试)|请重试|しばらく.{0,12}(?:再|もう一度)|나중에 다시|잠시 후/,
    ),
  ),
];
