/**
 * Fields in which providers and gateways describe an error. No other field is read, because an error may hold the
 * request too, and the words of a conversation are not evidence.
 */

/** Fields that hold an inner error, the more specific first. */
export const innerKeys = [
  'error',
  'data',
  'value',
  'response',
  'responseBody',
  'body',
  'metadata',
  'raw',
  'base_resp',
  'details',
  'violations',
  'incomplete_details',
  'cause',
  'lastError',
  // Seen in: TencentCloud (`Response.Error.Code`), AWS (`Error.Code`, in XML that was converted to JSON).
  'Response',
  'Error',
  'ErrorMsg',
  // Fields in which gateways pass on the upstream's error. Seen in: Azure (`innererror.code`), LiteLLM, Portkey,
  // relays.
  'innererror',
  'inner_error',
  'original_error',
  'originalError',
  'upstream_error',
  'upstreamBody',
  'upstream_body',
  'exception',
  'fault',
  // Seen in: iFlytek (`header.code`).
  'header',
  // Seen in: Gemini, for the reason why a prompt was blocked or why an answer ended.
  'promptFeedback',
  'candidates',
  'choices',
  // Seen in: Anthropic and Cohere, for the end of an answer (`delta.stop_reason`, `delta.error`).
  'delta',
  // Seen in: @huggingface/inference.
  'httpResponse',
  // Seen in: DashScope, for a task (`output.code`); Dify, for a plugin (`args.description`).
  'output',
  'args',
] as const;

/** Fields that hold a code: a word or a number that programs compare. */
export const codeKeys = [
  'code',
  'type',
  '__type',
  'status',
  'reason',
  'status_code',
  'quotaId',
  'quota_limit',
  'error_code',
  'errorCode',
  'err_code',
  'errcode',
  'error_type',
  'errorType',
  'error_subtype',
  'sub_code',
  'Code',
] as const;

/**
 * Code fields in which every positive number is a code, also a small one: Baidu's `error_code: 18`, MiniMax's
 * `status_code: 1008`.
 */
export const smallCodeKeys: ReadonlySet<string> = new Set([
  'status_code',
  'error_code',
  'errorCode',
  'err_code',
  'errcode',
  'sub_code',
]);

/** Fields that hold an HTTP status. */
export const statusKeys = [
  'statusCode',
  'status',
  'code',
  'status_code',
  'raw_status_code',
  'error_code',
  'http_status',
  'httpStatus',
  'http_code',
  'upstreamStatus',
  'upstream_status',
] as const;

/** Fields that hold the reason why an answer ended, and the prefix that turns their values into codes. */
export const endKeys = [
  ['finishReason', 'finish:'],
  ['finish_reason', 'finish:'],
  ['stop_reason', 'finish:'],
  ['stopReason', 'finish:'],
  ['blockReason', 'block:'],
] as const;

/** Fields that hold a message. */
export const messageKeys = [
  'message',
  'error_message',
  'errorMessage',
  'status_msg',
  'status_message',
  'detail',
  'error_msg',
  'errmsg',
  'err_msg',
  'msg',
  'Message',
  'error_description',
  'description',
  'title',
] as const;

/**
 * Fields that hold a wait, the more reliable first: Google's `retryDelay`, OpenAI's `resets_at` and
 * `resets_in_seconds`, CLIProxyAPI's `reset_seconds`, and the fields of Google Cloud Code, which is less exact there;
 * Hugging Face's `estimated_time` until a model is loaded, in seconds.
 */
export const waitKeys = [
  'retryDelay',
  'resets_at',
  'resets_in_seconds',
  'reset_seconds',
  'retry_after',
  'retryAfter',
  'estimated_time',
  'quotaResetDelay',
  'quotaResetTimeStamp',
] as const;
