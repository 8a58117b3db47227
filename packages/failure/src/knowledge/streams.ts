/** Knowledge about broken streams: the answer began and did not end, or nothing of it could be read. */
import { condition, says, withoutStatus } from '../rows/condition.ts';
import { code, name, phrase, sign } from '../rows/row.ts';
import { section } from '../rows/section.ts';

export const streamCodes = section('stream', 'brokenStream', [
  code('ERR_STREAM_PREMATURE_CLOSE', 'node', 'nodejs.org/api/errors.html#err_stream_premature_close'),
  code('ConnectionClosed', 'bun', 'oven-sh/bun#5363'),
  code('ZlibError', 'bun', 'anomalyco/opencode#19103'),
  code('Z_BUF_ERROR', 'node', 'nodejs.org/api/zlib.html#zlib-constants'),
  code('HPE_INVALID_CHUNK_SIZE', 'node', 'nodejs/llhttp/src/llhttp/constants.ts'),
  code('ERR_HTTP2_STREAM_ERROR', 'node', 'nodejs.org/api/errors.html#err_http2_stream_error'),
  code('UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'undici', 'nodejs/undici/docs/docs/api/Errors.md'),
  code('response.incomplete', 'openai', 'platform.openai.com/docs/api-reference/responses-streaming'),
  code('stream_read_error', 'openai', 'platform.openai.com/docs/api-reference/responses-streaming'),
  sign('terminated', ({ messages }) => messages.some((message) => /^terminated$/i.test(message)), 'undici', 'nodejs/undici/lib/web/fetch/index.js', 'terminated'),
]);

export const streamPhrases = section('stream', 'brokenStream', [
  phrase(/premature(?:ly)? clos/, 'node', 'nodejs.org/api/errors.html#err_stream_premature_close', 'Premature close'),
  phrase(/ended (?:unexpectedly|prematurely|early|without|before|with an? (?:invalid|incomplete|empty))/, 'anthropic', 'anthropics/claude-code#495', 'request ended without sending any chunks'),
  phrase(/(?:stream|response) (?:was |has been )?(?:disconnected|closed|interrupted|aborted|cut|incomplete|error|truncated|stopped|removed|reset|failed)/, 'cursor', 'pingdotgg/t3code#12374', 'Error: RetriableError: [canceled] http/2 stream closed with error code CANCEL (0x8)'),
  phrase(/(?:stream|websocket|connection|socket).{0,40}closed/, 'anthropic', 'anthropics/claude-code#80825', 'API Error: Connection closed mid-response. The response above may be incomplete.'),
  phrase(/stream is \w{1,12} aborted/, 'bedrock', 'smithy-lang/smithy-typescript/packages/node-http-handler/src/node-http2-handler.ts', 'HTTP/2 stream is abnormally aborted in mid-communication with result code 2.'),
  phrase(/stall(?:ed|ing)?\b/, 'cursor', 'can1357/oh-my-pi#1073', 'Provider stream stalled while waiting for the next event'),
  phrase(/no (?:data|events?|chunks?|tokens|output|response) (?:was |were |has been )?(?:received|arrived|for|from|within)/, 'claude-code', 'anthropics/claude-code#79439', 'no chunks received'),
  phrase(/invalid chunk/, 'google', 'google-gemini/gemini-cli#7951', 'with an invalid chunk or missing finish reason.]'),
  phrase(/missing finish|missing (?:the )?\W?(?:done|end|stop)\W? marker/, 'google', 'google-gemini/gemini-cli#7951', 'chunk or missing finish reason.]'),
  phrase(/empty (?:or \w{2,12} )?(?:response|stream|reply|answer)/, 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-empty-response-body-error', 'Empty response body'),
  phrase(/partial response/, 'claude-code', 'anthropics/claude-code#64663', 'partial response received'),
  phrase(/response\.complete/, 'ollama', 'ollama/ollama#14600', 'closed before response.complete'),
  phrase(/did(?:n't| not) (?:provide|return|produce|send|contain|include|output) (?:any|a (?:final|valid|usable|complete))/, 'openai', 'openai/openai-agents-js', 'The model did not produce a final response.'),
  phrase(/did(?:n't| not) (?:receive|get|see) .{0,20}\b(?:done|success|final|end|stop|finish|response|reply)\b/, 'ollama', 'ollama/ollama-js/src/utils.ts', 'Did not receive a done message before the stream was over.'),
  phrase(/\bno (?:choices?|candidates|generation chunks) (?:in|were|was|found|returned)\b/, 'langchain', 'langchain-ai/langchain/libs/core/langchain_core/language_models/chat_models.py', 'No generation chunks were returned'),
  phrase(/response (?:with|has|had) no body/, 'openai', 'openai/openai-node/src/core/streaming.ts', 'Attempted to iterate over a response with no body'),
  phrase(/(?:response|answer) body (?:is|was) (?:empty|null|missing)/, 'google-genai', 'googleapis/js-genai/src/_api_client.ts', 'Response body is empty'),
  phrase(/(?:^|\n)missing body\.?(?:$|\n)/, 'ollama-js', 'ollama/ollama-js/src/browser.ts', 'Missing body'),
  phrase(/reading 'symbol\(symbol\.asynciterator\)'/, 'groq', 'groq/groq-typescript', "Cannot read properties of null (reading 'Symbol(Symbol.asyncIterator)')"),
  phrase(/goaway/, 'go', 'anthropics/anthropic-sdk-go#219', 'http2: server sent GOAWAY and closed the connection; LastStreamID=795, ErrCode=ENHANCE_YOUR_CALM, debug=""'),
  phrase(/rst_stream/, 'grpc-js', 'grpc/grpc-node/packages/grpc-js/src/subchannel-call.ts', 'Received RST_STREAM with code 2'),
  phrase(/refused_stream/, 'go', 'golang/net/http2/errors.go', 'error: stream ID 1; REFUSED_STREAM'),
  phrase(/enhance_your_calm/, 'go', 'anthropics/anthropic-sdk-go#219', 'and closed the connection; LastStreamID=795, ErrCode=ENHANCE_YOUR_CALM, debug=""'),
  phrase(/(?:peer|other side|remote|server).{0,20}(?:closed|disconnected|hung up)/, 'httpx', 'encode/httpcore/httpcore/_exceptions.py', 'peer closed connection without sending complete message body'),
  phrase(/unexpected (?:end of|eof)/, 'vercel-ai-gateway', 'openssl/openssl#18409', 'TLS connect error: error:0A000126:SSL routines::unexpected eof while reading'),
  phrase(/(?:^|: |")eof\b/, 'ollama', 'ollama/ollama#7640', 'Error: POST predict: Post "http://127.0.0.1:42623/completion": EOF'),
  phrase(/closed the connection/, 'go', 'anthropics/anthropic-sdk-go#219', 'and closed the connection; LastStreamID=795'),
  phrase(/incomplete ?(?:json|chunk|chunked|response|stream|message|read)/, 'litellm', 'preloop/preloop#117', 'closed connection without sending complete message body (incomplete chunked read)'),
  phrase(/connection broken/, 'urllib3', 'urllib3/urllib3/src/urllib3/response.py', 'Connection broken'),
  phrase(/decompression/, 'bun', 'headroomlabs-ai/headroom#2', 'Decompression error: ZlibError'),
  phrase(/error decoding response body/, 'openai', 'openai/codex#8476', 'disconnected before completion: Transport error: network error: error decoding response body'),
  phrase(/payload is not completed/, 'aiohttp', 'aio-libs/aiohttp/aiohttp/http_parser.py', 'Response payload is not completed'),
  phrase(/response ended/, 'urllib3', 'urllib3/urllib3/src/urllib3/response.py', 'Response ended'),
  phrase(/(?:stop|finish)[ _]?reason\W{1,5}(?:\w{2,12}_)?(?:error|abort|malformed_\w{2,20}|unknown)\b/, 'zhipu', 'anomalyco/opencode#44376', 'Provider finish_reason: network_error'),
  phrase(/unable to get json/, 'litellm', 'BerriAI/litellm/litellm/llms/anthropic/chat/transformation.py', 'Unable to get json response - {}, Original Response: {}'),
  phrase(/expecting value: line/, 'python', 'Canner/WrenAI#1274', 'Expecting value: line 1'),
  phrase(/unexpected token '?</, 'v8', 'open-webui/open-webui#10013', 'Unexpected token \'<\', "<!DOCTYPE "... is not valid'),
  phrase(/frame type id \d/, 'smithy', 'smithy-lang/smithy-typescript/packages/node-http-handler/src/node-http2-handler.ts', 'Frame type id 1 in stream id 5 has failed with code 8.'),
]);

/**
 * A web page in place of a stream: a proxy or the login of a guest network answered, and not the provider. It comes
 * before other texts, because the words of the page are not the provider's.
 */
export const pagePhrases = section(
  'page',
  'brokenStream',
  [
    phrase(/content[- ]?type\b.{0,60}(?:text\/html|\breturned\b)/, 'huggingface', 'huggingface/huggingface.js/packages/inference/src/utils/request.ts', 'The server does not support event stream content type, it returned application/xml'),
    phrase(/expected .{0,40}(?:text\/event-stream|ndjson|jsonl).{0,40}\b(?:got|received|returned|actual)\b/, 'fetch-event-source', 'nicepkg/gpt-runner#3', 'Expected content-type to be text/event-stream, Actual: application/json; charset=utf-8'),
  ],
  { only: [withoutStatus] },
);

/**
 * The texts of JSON parsers, which a client throws for a damaged frame. They come before a program's exceptions, because
 * a flattened text begins with `SyntaxError`. An answer with a status never comes here.
 */
export const jsonPhrases = section('json', 'brokenStream', [
  phrase(/\b(?:in|after) json at position \d/, 'anthropic', 'anthropics/anthropic-sdk-typescript/src/core/streaming.ts', 'Unexpected non-whitespace character after JSON at position 3'),
  phrase(/unexpected end of json input/, 'deepseek', 'node-fetch/node-fetch/src/body.js', 'invalid json response body at https://api.deepseek.com/v1/chat/completions reason: Unexpected end of JSON input'),
  phrase(/is not valid json/, 'v8', 'microsoft/vscode-copilot-release#1977', 'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON'),
  phrase(/json parse error/, 'bun', 'WebKit/WebKit/Source/JavaScriptCore/runtime/LiteralParser.cpp', 'SyntaxError: JSON Parse error: Unterminated string'),
  phrase(/\bjson\.parse: /, 'spidermonkey', 'developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Errors/JSON_bad_parse', 'JSON.parse: unexpected character at line 1 column 1 of the JSON data'),
  phrase(/invalid character .{1,12} (?:looking for|in (?:string|literal|numeric)|after)/, 'go', 'golang/go/src/encoding/json/scanner.go', "failed to read the next event: invalid character 'e' looking for beginning of value"),
  phrase(/(?:expected .{1,40}|eof while parsing .{1,20}|trailing characters) at line \d{1,7} column \d/, 'serde', 'serde-rs/json/src/error.rs', 'EOF while parsing a value at line 1 column 0'),
  phrase(/jsondecodeerror/, 'python', 'docs.python.org/3/library/json.html', "json.decoder.JSONDecodeError: Expecting ',' delimiter: line 1 column 17 (char 16)"),
  phrase(/(?:expecting (?:value|property name|'.' delimiter|',')|unterminated string|invalid control character|extra data).{0,60}: line \d{1,7} column/, 'python', 'docs.python.org/3/library/json.html', "Expecting ',' delimiter: line 1 column 17 (char 16)"),
]);

export const framePhrases = section('frame', 'brokenStream', [
  phrase(/(?:malformed|invalid|damaged|truncated|incomplete|corrupt(?:ed)?) (?:\w{1,12}[- ]){0,2}(?:json|jsonl|ndjson|sse|server-sent events?|frames?|chunks?|event ?stream)\b(?! payload| body| schema)/, 'openai', 'openai/openai-node/src/core/streaming.ts', 'Could not parse a server-sent event: malformed JSON'),
  phrase(
    /(?:could not|couldn't|cannot|can't|failed to|unable to|error) (?:pars|decod|read|deseriali[sz]|process)\w{0,4} (?:(?!your|requests?\b|tool|arguments?)[\w-]{1,14} ){0,4}(?:json|sse|stream(?:ing)?|chunks?|frames?|events?|responses?)\b/,
    'openai',
    'openai/openai-node/src/core/streaming.ts',
    'Could not parse a server-sent event: malformed',
  ),
  phrase(/(?:json|sse|stream|response) pars(?:e|ing) (?:failed|error)/, 'ai-sdk', 'anomalyco/opencode#13579', 'JSON parsing failed'),
  phrase(/not (?:a )?(?:valid )?(?:json|jsonl|ndjson|sse)\b/, 'v8', 'adminsyspro/proxcenter-ui#314', 'not valid JSON'),
  phrase(/deserialization error/, 'smithy', 'smithy-lang/smithy-typescript/packages/middleware-serde/src/deserializerMiddleware.ts', 'Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.'),
  phrase(/truncated event message/, 'bedrock', 'aws/aws-sdk-js-v3/packages/eventstream-serde-universal/src/getChunkedStream.ts', 'Truncated event message received.'),
  phrase(/event[- ]stream (?:frame|message)/, 'bedrock', 'vercel/ai/packages/amazon-bedrock/src/amazon-bedrock-event-stream-decoder.ts', 'event-stream frame: 31 buffered bytes remain at end of stream.'),
  phrase(/(?:message|prelude|crc32?) checksum/, 'bedrock', 'smithy-lang/smithy-typescript', 'The message checksum (1017) did not match the expected value of (4242)'),
  phrase(/checksum mismatch/, 'botocore', 'boto/botocore/botocore/eventstream.py', 'Checksum mismatch: expected 0x{expected:08x}, calculated 0x{calculated:08x}'),
  phrase(/remain at end of stream/, 'bedrock', 'vercel/ai/packages/amazon-bedrock/src/amazon-bedrock-event-stream-decoder.ts', 'frame: 31 buffered bytes remain at end of stream.'),
  phrase(/(?:unknown|unexpected|unsupported|unrecogni[sz]able) (?:chunk|event|delta|frame|content block|stream part) type/, 'vercel-ai-gateway', 'vercel/ai', 'Unknown chunk type: vendor.note'),
  phrase(/unexpected event order/, 'anthropic', 'anthropics/anthropic-sdk-typescript/src/lib/MessageStream.ts', 'Unexpected event order, got message_start before receiving "message_stop"'),
  phrase(/unexpected status or content-type/, 'mistral', 'mistralai/client-ts/src/lib/matchers.ts', 'Unexpected Status or Content-Type'),
  phrase(/invalid response (?:data|body|structure)/, 'ai-sdk', 'vercel/ai/packages/provider/src/errors/invalid-response-data-error.ts', 'Invalid response data: {}.'),
  phrase(/invalid (?:final|api) response/, 'cline', 'cline/cline/src/core/task/index.ts', 'Invalid API Response: The provider returned an empty or unparsable'),
]);

const ofTheInput = condition('about the input', says(/input validation/));

/** Answers without a usable result. Another answer may be usable, and costs little. */
export const unusableAnswers = section('answer', 'brokenStream', [
  code(/malformed(?:functioncall|response)/, 'google', 'ai.google.dev/api/generate-content#FinishReason', 'MALFORMED_FUNCTION_CALL'),
  code(/unexpectedtoolcall/, 'google', 'ai.google.dev/api/generate-content#FinishReason', 'UNEXPECTED_TOOL_CALL'),
  code(/toomanytoolcalls/, 'google', 'ai.google.dev/api/generate-content#FinishReason', 'TOO_MANY_TOOL_CALLS'),
  code(/^finish:malformed/, 'bedrock', 'docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html', 'finish:malformed_model_output'),
  code('no_finish_reason', 'gemini-cli', 'google-gemini/gemini-cli/packages/core/src/core/geminiChat.ts'),
  code('no_response_text', 'gemini-cli', 'google-gemini/gemini-cli/packages/core/src/core/geminiChat.ts'),
  name('AI_NoOutputGeneratedError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-no-output-generated-error'),
  name('AI_InvalidResponseDataError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-invalid-response-data-error'),
  name('AI_JSONParseError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-json-parse-error'),
  name('AI_TypeValidationError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-type-validation-error'),
  name('AI_EmptyResponseBodyError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-empty-response-body-error'),
  name('AI_NoObjectGeneratedError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-no-object-generated-error'),
  name('AI_NoContentGeneratedError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-no-content-generated-error'),
  name('AI_RetryError', 'ai-sdk', 'ai-sdk.dev/docs/reference/ai-sdk-errors/ai-retry-error'),
]);

/** Names of an answer that its client's schema rejects. */
export const rejectedAnswers = section(
  'answer',
  'brokenStream',
  [
    name('ZodError', 'zod', 'zod.dev/error-customization'),
    name('$ZodError', 'zod', 'zod.dev/packages/core'),
    name('SDKValidationError', 'openrouter', 'OpenRouterTeam/typescript-sdk/src/models/errors/sdkvalidationerror.ts'),
    name('ResponseValidationError', 'openrouter', 'OpenRouterTeam/typescript-sdk/src/models/errors/responsevalidationerror.ts'),
  ],
  { unless: [ofTheInput] },
);

export const streamNames = section('stream', 'brokenStream', [
  name(/^(?:Invalid|Incomplete|Empty|Truncated|Premature|Broken|Malformed)\w{0,12}(?:Stream|Response|Chunk|Answer)\w{0,8}Error$/, 'gemini-cli', 'google-gemini/gemini-cli/packages/core/src/core/geminiChat.ts', 'InvalidStreamError'),
  name(/^HTTPParserError$/, 'undici', 'nodejs/undici/docs/docs/api/Errors.md', 'HTTPParserError'),
]);

/**
 * An answer that the server accepted with a 2xx and of which nothing could be read. Believed last. An answer in JSON is
 * excluded, because its reason could be read and is unknown.
 */
export const unreadAnswers = section('answer', 'brokenStream', [sign('accepted', ({ isAccepted }) => isAccepted, 'http', 'RFC 9110 §15.3', { status: 200 })]);
