/** Knowledge about errors of a server, and about timeouts. */
import { lasts } from '../evidence/status.ts';
import { condition } from '../rows/condition.ts';
import { code, name, phrase } from '../rows/row.ts';
import { section } from '../rows/section.ts';
import { renamedReset } from './abort.ts';

export const timeoutCodes = section(
  'timeout',
  'timeout',
  [
    code('deadline_exceeded', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('timeout', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('timeout_error', 'anthropic', 'docs.claude.com/en/api/errors'),
    code('request_timeout', 'anthropic', 'docs.claude.com/en/api/errors'),
    code('ModelTimeoutException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html'),
    code('gateway_timeout', 'gateway', 'RFC 9110 §15.6.5'),
    code('upstream_timeout', 'portkey', 'portkey.ai/docs/product/ai-gateway/request-timeouts'),
    code(/requesttimeout$/, 'tencent', 'TencentCloud/tencentcloud-sdk-go/tencentcloud/hunyuan/v20230901/errors.go', 'FailedOperation.EngineRequestTimeout'),
  ],
  { unless: [renamedReset] },
);

/**
 * Exceptions in a stream, with any status: Bedrock's have the status 400 or 424, whatever the cause
 * (BerriAI/litellm#24608).
 */
export const exceptionCodes = section('exception', 'serverError', [
  code('InternalServerException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html'),
  code('ServiceUnavailableException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html'),
  code('ModelStreamErrorException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html'),
  code('ModelErrorException', 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html'),
  code('InternalFailure', 'aws', 'docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'),
]);

/** A 4xx that the same request will meet again: Ollama and new-api send `api_error` and `upstream_error` with a 400. */
const refused = condition('a lasting 4xx', ({ status }) => status !== undefined && lasts(status));

export const serverCodes = section(
  'server',
  'serverError',
  [
    code('server_error', 'openai', 'openai/openai-node/src/resources/responses/responses.ts'),
    code('server', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('api_error', 'anthropic', 'docs.claude.com/en/api/errors'),
    code('service_unavailable_error', 'openai', 'platform.openai.com/docs/guides/error-codes'),
    code('service_unavailable', 'google', 'ai.google.dev/gemini-api/docs/api-errors'),
    code('provider_unavailable', 'openrouter', 'openrouter.ai/docs/client-sdks/python/components/apierrortype'),
    code('unavailable', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('unavailable_error', 'llamacpp', 'ggml-org/llama.cpp/tools/server/server-common.cpp'),
    code('internal', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('aborted', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('data_loss', 'grpc', 'grpc.github.io/grpc/core/md_doc_statuscodes.html'),
    code('internal_server_error', 'vercel-ai-gateway', 'vercel/ai/packages/gateway/src/errors/gateway-internal-server-error.ts'),
    code('internal_service_error', 'volcengine', 'www.volcengine.com/docs/82379/1299023'),
    code('internal_error', 'tencent', 'TencentCloud/tencentcloud-sdk-go/tencentcloud/hunyuan/v20230901/errors.go'),
    code('upstream_error', 'one-api', 'songquanpeng/one-api#1290'),
    code('unreachable_backend', 'mistral', 'mistralai/client-ts'),
    code('bad_gateway', 'gateway', 'RFC 9110 §15.6.3'),
    code(/^internalerror/, 'dashscope', 'help.aliyun.com/zh/model-studio/error-code', 'InternalError.Timeout'),
    code(/engineservererror/, 'tencent', 'TencentCloud/tencentcloud-sdk-go/tencentcloud/hunyuan/v20230901/errors.go', 'FailedOperation.EngineServerError'),
  ],
  { unless: [refused] },
);

export const serverPhrases = section('server', 'serverError', [
  phrase(/internal (?:server |service )?error/, 'cohere', 'docs.cohere.com/reference/chat-stream', 'generation stopped, internal server error'),
  phrase(/server error/, 'cohere', 'docs.cohere.com/reference/chat-stream', 'server error'),
  phrase(/backend error/, 'google', 'developers.google.com/workspace/drive/api/guides/handle-errors', 'Backend Error'),
  phrase(/server had an error/, 'openai', 'platform.openai.com/docs/guides/error-codes', 'The server had an error while processing your request. Sorry about that!'),
  phrase(/bad gateway/, 'http', 'RFC 9110 §15.6.3', 'Bad Gateway'),
  phrase(/upstream (?:connect|error|request|service|provider|failure)/, 'envoy', 'envoyproxy/envoy/source/common/router/router.cc', 'upstream connect error or disconnect/reset before headers. reset reason: connection termination'),
  phrase(/encountered an (?:unexpected|internal|unknown) error|upstream unavailable/, 'jan', 'menloresearch/jan/src-tauri', 'The model process encountered an unexpected error.'),
  phrase(/(?:unexpected|unknown) error (?:(?:has )?occurred|\()/, 'anthropic', 'docs.claude.com/en/api/errors', "An unexpected error has occurred internal to Anthropic's systems."),
  phrase(/^(?:llm |api |model )?request failed\.?$/, 'strix', 'usestrix/strix#28', 'LLM request failed'),
  phrase(
    /an error occurred (?:while|during|in)/,
    'openai',
    'openai/codex#41895',
    'An error occurred while processing your request. You can retry your request, or contact us through our help center at help.openai.com if the error persists. Please include the request ID req_00000000000000000000000000000000 in your message.',
  ),
  phrase(/(?:issue|error|problem).{0,20}processing (?:your|the) request/, 'openai', 'platform.openai.com/docs/guides/error-codes', 'had an error while processing your request. Sorry about that!'),
  phrase(/unable to process (?:your|the) request/, 'bedrock', 'darko-mesaros/bedrust#47', 'Bedrock is unable to process your request.'),
  phrase(/something went wrong/, 'lmarena', 'lm-sys/FastChat#3711', 'Something went wrong. Please refresh and try again.'),
  phrase(/provider returned error/, 'openrouter', 'continuedev/continue#11250', 'Provider returned error'),
  phrase(/invalid error response/, 'vercel-ai-gateway', 'vercel/ai/packages/gateway/src/errors/create-gateway-error.ts', "Invalid error response format: the gateway's request failed"),
  phrase(/(?:gateway|provider|inference) (?:request|call) failed|request failed after .{0,20}retries/, 'vercel-ai-gateway', 'vercel/ai#9775', 'error response format: Gateway request failed'),
  phrase(/\bresponse\.failed\b|terminal state\W{1,3}failed/, 'openai', 'openai/openai-agents-js', 'The request ended with the unsuccessful terminal state "response.failed".'),
  phrase(/buffer limit while retrying/, 'envoy', 'envoyproxy/envoy/source/common/router/router.cc', 'exceeded request buffer limit while retrying upstream'),
  phrase(/an occurred while streaming/, 'huggingface', 'huggingface/huggingface.js/packages/inference/src/utils/request.ts', 'Failed to perform inference: an occurred while streaming the response: terminated'),
  phrase(/engine ?(?:core)? ?(?:is |has )?(?:dead|died|crashed|encountered)/, 'vllm', 'vllm-project/vllm/vllm/v1/engine/exceptions.py', 'EngineCore encountered an issue. See stack trace (above) for the root cause.'),
  phrase(/(?:runner|server|engine|backend|worker|model) (?:process )?(?:has )?(?:terminated|crashed|exited|died)/, 'ollama', 'ollama/ollama#4442', 'llama runner process has terminated: exit status 0xc0000409'),
  phrase(/cuda (?:error|out of memory)/, 'ollama', 'ollama/ollama#8271', 'process terminated: CUDA error'),
  phrase(/out of memory/, 'pytorch', 'pytorch/pytorch/c10/cuda/CUDACachingAllocator.cpp', 'out of memory.'),
  phrase(/服务(?:器)?(?:内部|暂时|暂)?(?:错误|异常|不可用)/, 'sensenova', 'www.sensecore.cn/help/docs/model-as-a-service/nova/overview/ErrorCode', '服务器内部错误'),
  phrase(/系统(?:错误|异常)/, 'weibo', 'open.weibo.com/wiki/Error_code', '系统错误'),
  phrase(/内部(?:服务)?(?:错误|异常)/, 'zhipu', 'docs.bigmodel.cn/cn/api/api-code', '内部错误'),
  phrase(/サーバー?エラー|内部エラー|내부 오류/, 'omnichat', 'HeavenTTT/Gemini-OmniChat-auto/utils/locales/ja/error.ts', 'サーバーエラー (5xx)。'),
  phrase(/서버 오류/, 'molecule', 'molecule-dev/molecule/packages/app/locales/utilities/src/ko.ts', '서버 오류입니다. 나중에 다시 시도해 주세요.'),
]);

export const timeoutPhrases = section('timeout', 'timeout', [
  phrase(/timed? ?-?out\b/, 'perplexity', 'openai/openai-node/src/core/error.ts', 'Request timed out.'),
  phrase(/deadline (?:of \S{1,12} )?(?:exceeded|expired)/, 'go', 'golang/go/src/net/http/client.go', 'context deadline exceeded (Client.'),
  phrase(/took too long/, 'chromium', 'chromium/chromium/components/error_page_strings.grdp', 'example.com took too long to respond.'),
  phrase(/超时/, 'sensenova', 'www.sensecore.cn/help/docs/model-as-a-service/nova/overview/ErrorCode', '服务器内部超时'),
  phrase(/タイムアウト/, 'lobe-chat', 'lobehub/lobe-chat/locales/ja-JP/error.json', '申し訳ありませんが、サーバーはリクエストの待機中にタイムアウトしました。ネットワーク接続を確認してからもう一度お試しください'),
  phrase(/시간 ?초과/, 'roo-code', 'RooCodeInc/Roo-Code/src/i18n/locales/ko/common.json', '체크포인트 복원을 시도하는 중 시간 초과되었습니다.'),
]);

/** Class names of a server's error. They are weak, because a client names its errors by status. */
export const serverNames = section('server', 'serverError', [name(/^\w{0,20}(?:InternalServer|ServiceUnavailable|BadGateway|GatewayResponse|Overloaded)(?:Response)?Error$/, 'openrouter', 'OpenRouterTeam/typescript-sdk/src/models/errors/provideroverloadedresponseerror.ts', 'InternalServerResponseError')]);

/** Texts that ask for another attempt and give no reason. */
export const retryPhrases = section('retry', 'serverError', [
  phrase(/try again (?:later|shortly|soon|in (?:a|an|\d))/, 'zhipu', 'docs.z.ai/api-reference/api-code', 'Unable to successfully access your account, please try again later'),
  phrase(/(?:try|retry) (?:your|the) request/, 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html', 'error occurred. Retry your request.'),
  phrase(/retry (?:later|shortly|delay)/, 'sub2api', 'Wei-Shaw/sub2api#3830', 'unavailable, please retry later'),
  phrase(/please (?:try again|retry|wait)\b(?! (?:after (?:check|fix|updat|chang)|with ))/, 'google', 'googleapis/python-genai#818', 'error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting'),
  phrase(/temporar(?:y|ily)\b/, 'apache', 'apache/httpd/modules/http/http_protocol.c', 'The server is temporarily unable to service your request due to maintenance downtime or capacity problems.'),
  phrase(/稍后(?:再试|重试)|请重试/, 'new-api', 'QuantumNous/new-api#991', '请稍后再试'),
  phrase(/しばらく.{0,12}(?:再|もう一度)/, 'lobe-chat', 'lobehub/lobe-chat/locales/ja-JP/error.json', '申し訳ありませんが、サーバーに一時的な問題が発生し、リクエストを完了できません。しばらくしてから再試行してください'),
  phrase(/나중에 다시/, 'molecule', 'molecule-dev/molecule/packages/app/locales/utilities/src/ko.ts', '오류입니다. 나중에 다시 시도해 주세요.'),
  phrase(/잠시 후/, 'lobe-chat', 'lobehub/lobe-chat/locales/ko-KR/error.json', '죄송합니다. 서버에 문제가 발생하여 요청을 완료할 수 없습니다. 잠시 후에 다시 시도해주세요.'),
]);
