/** Rules for server errors and timeouts. */
import { lasts } from '../evidence/status.ts';
import {
  both,
  coded,
  codedLike,
  either,
  namedLike,
  not,
  type Rule,
  rule,
  said,
  type Test,
} from './rule.ts';

/**
 * True for a 4xx status that the same request will meet again. Such a status rules out the rule `code.server`, because
 * Ollama and new-api send `api_error` and `upstream_error` with a 400.
 */
const refused: Test = ({ status }) => status !== undefined && lasts(status);

export const serverCodes: readonly Rule[] = [
  rule(
    'code.timeout',
    'timeout',
    either(
      coded(
        'deadline_exceeded', // Seen in: gRPC
        'timeout', // Seen in: OpenRouter's APIErrorType
        'timeout_error', // Source: docs.claude.com/en/api/errors
        'request_timeout', // Seen in: Anthropic, Baidu
        'ModelTimeoutException', // Seen in: Bedrock
        'gateway_timeout',
        'upstream_timeout', // Seen in: the gateways Vercel, Portkey, Cloudflare
      ),
      codedLike(/enginerequesttimeout|requesttimeout$/), // Seen in: TencentCloud
    ),
  ),
  // This rule ignores the status, because Bedrock's exception events in a stream have the status 400 or 424,
  // independent of the cause (BerriAI/litellm#24608).
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
          'server_error', // Seen in: OpenAI
          'server', // Seen in: OpenRouter's APIErrorType
          'api_error', // Source: docs.claude.com/en/api/errors
          'service_unavailable_error', // Seen in: OpenAI Codex, DeepSeek
          'service_unavailable',
          'provider_unavailable', // Seen in: OpenRouter's APIErrorType
          'unavailable', // Seen in: gRPC
          'unavailable_error', // Seen in: llama.cpp
          'internal', // Seen in: gRPC
          'aborted',
          'data_loss',
          'internal_server_error', // Seen in: Vercel AI Gateway, Groq
          'internal_service_error', // Seen in: Volcengine
          'internal_error', // Seen in: TencentCloud, DashScope
          'upstream_error', // Seen in: new-api
          'unreachable_backend', // Seen in: Mistral
          'bad_gateway', // Seen in: gateways
        ),
        codedLike(/^internalerror|engineservererror/), // Seen in: DashScope (`InternalError.Timeout`), TencentCloud
      ),
    ),
  ),
];

export const serverWords: readonly Rule[] = [
  rule(
    'said.server',
    'serverError',
    said(
      // Seen in: OpenAI, Anthropic, xAI, Envoy, OpenRouter, Bedrock.
      /internal (?:server |service )?error|server error|backend error|server had an error|bad gateway|service unavailable|upstream (?:connect|error|request|service|provider|failure)|(?:unexpected|unknown) error (?:(?:has )?occurred|\()|request failed after .{0,20}retries|^(?:llm |api |model )?request failed\.?$|an error occurred (?:while|during|in)|(?:issue|error|problem).{0,20}processing (?:your|the) request|unable to process (?:your|the) request|something went wrong|provider returned error/,
      // Seen in: AI Gateway (`Invalid error response format: Gateway request failed`), @openai/agents (`terminal state
      // "response.failed"`), Envoy (`exceeded request buffer limit while retrying upstream`).
      /invalid error response|(?:gateway|provider|inference) (?:request|call) failed|\bresponse\.failed\b|terminal state\W{1,3}failed|buffer limit while retrying|an occurred while streaming/,
      // Texts that say that the process that runs the model has died; the process is then restarted. Seen in: vLLM
      // (`EngineDeadError`), SGLang, Ollama, LM Studio.
      /engine ?(?:core)? ?(?:is |has )?(?:dead|died|crashed|encountered)|(?:runner|server|engine|backend|worker|model) (?:process )?(?:has )?(?:terminated|crashed|exited|died)|cuda (?:error|out of memory)|out of memory/,
      // Seen in: Zhipu, MiniMax, DashScope.
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

/** Rules for class names of a server's error. They are weak, because a client names its errors by status. */
export const serverNames: readonly Rule[] = [
  rule(
    'name.server',
    'serverError',
    // Seen in: AI Gateway, @openrouter/sdk, @anthropic-ai/sdk, openai-python.
    namedLike(
      /^\w{0,20}(?:InternalServer|ServiceUnavailable|BadGateway|GatewayResponse|Overloaded)(?:Response)?Error$/,
    ),
  ),
];

/** Rules for texts that ask for another attempt and give no reason. */
export const retryWords: readonly Rule[] = [
  rule(
    'said.tryAgain',
    'serverError',
    said(
      /try again (?:later|shortly|soon|in (?:a|an|\d))|(?:try|retry) (?:your|the) request|retry (?:later|shortly|delay)|can retry (?:your|the) request|please (?:try again|retry|wait)\b(?! (?:after (?:check|fix|updat|chang)|with ))|temporar(?:y|ily)\b/,
      /稍后(?:再试|重试)|请重试|しばらく.{0,12}(?:再|もう一度)|나중에 다시|잠시 후/,
    ),
  ),
];
