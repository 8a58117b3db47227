/** Rules for answers that cannot be read: a damaged frame, a web page, an answer of another shape. */
import {
  both,
  coded,
  codedLike,
  either,
  named,
  namedLike,
  not,
  type Rule,
  rule,
  said,
  unanswered,
} from './rule.ts';

/**
 * Rules for a web page in place of a stream: a proxy or the login of a guest network answered, and not the provider.
 * They come before the rules for texts, because the words of the page are not the provider's.
 */
export const pageRules: readonly Rule[] = [
  rule(
    'said.page',
    'brokenStream',
    both(
      unanswered,
      said(
        // Seen in: the clients by Speakeasy (`Unexpected Status or Content-Type`), @huggingface/inference (`server does
        // not support event stream content type, it returned …`).
        /content[- ]?type\b.{0,60}(?:text\/html|\breturned\b)/,
        // Seen in: httpx-sse, @microsoft/fetch-event-source, codex.
        /expected .{0,40}(?:text\/event-stream|ndjson|jsonl).{0,40}\b(?:got|received|returned|actual)\b/,
      ),
    ),
  ),
];

/**
 * Rules for the texts of JSON parsers, which a client throws for a damaged frame. They come before the rule for a
 * program's exception, because a flattened text begins with `SyntaxError`. An answer with a status never comes here.
 */
export const jsonRules: readonly Rule[] = [
  rule(
    'said.json',
    'brokenStream',
    said(
      // Seen in: V8, JavaScriptCore, SpiderMonkey.
      /\b(?:in|after) json at position \d|unexpected end of json input|is not valid json|json parse error|\bjson\.parse: /,
      // Seen in: Go's encoding/json, serde_json, Python's json.
      /invalid character .{1,12} (?:looking for|in (?:string|literal|numeric)|after)|(?:expected .{1,40}|eof while parsing .{1,20}|trailing characters) at line \d{1,7} column \d|jsondecodeerror|(?:expecting (?:value|property name|'.' delimiter|',')|unterminated string|invalid control character|extra data).{0,60}: line \d{1,7} column/,
    ),
  ),
];

export const frameWords: readonly Rule[] = [
  rule(
    'said.frame',
    'brokenStream',
    said(
      // Seen in: openai-node (`malformed server-sent event JSON`), @google/generative-ai (`Failed to parse stream`, `Error
      // reading from the stream`), AI SDK (`JSON parsing failed`), agent-native (`this is not JSONL`).
      /(?:malformed|invalid|damaged|truncated|incomplete|corrupt(?:ed)?) (?:\w{1,12}[- ]){0,2}(?:json|jsonl|ndjson|sse|server-sent events?|frames?|chunks?|event ?stream)\b(?! payload| body| schema)/,
      /(?:could not|couldn't|cannot|can't|failed to|unable to|error) (?:pars|decod|read|deseriali[sz]|process)\w{0,4} (?:(?!your|requests?\b|tool|arguments?)[\w-]{1,14} ){0,4}(?:json|sse|stream(?:ing)?|chunks?|frames?|events?|responses?)\b/,
      /(?:json|sse|stream|response) pars(?:e|ing) (?:failed|error)|not (?:a )?(?:valid )?(?:json|jsonl|ndjson|sse)\b|deserialization error/,
      // Texts of a binary event stream. Seen in: @smithy/core, @ai-sdk/amazon-bedrock.
      /truncated event message|event[- ]stream (?:frame|message)|(?:message|prelude|crc32?) checksum|checksum mismatch|remain at end of stream/,
      // Texts about an event that the client does not know. Seen in: @ai-sdk/gateway, @anthropic-ai/sdk.
      /(?:unknown|unexpected|unsupported|unrecogni[sz]able) (?:chunk|event|delta|frame|content block|stream part) type|unexpected event order|unexpected status or content-type|invalid response (?:data|body|structure)|invalid (?:final|api) response/,
    ),
  ),
];

/**
 * Rules for answers without a usable result. Their kind is transient, because another answer may be usable and costs
 * little.
 */
export const unfinishedRules: readonly Rule[] = [
  rule(
    'stream.malformed',
    'brokenStream',
    either(
      // Source: ai.google.dev/api/generate-content#FinishReason.
      codedLike(/malformed(?:functioncall|response)|unexpectedtoolcall|toomanytoolcalls/),
      // Source: docs.aws.amazon.com/bedrock, API_runtime_Converse, stopReason.
      codedLike(/^finish:malformed/),
      // Seen in: gemini-cli, InvalidStreamError.type.
      coded('no_finish_reason', 'no_response_text'),
    ),
  ),
  // Source: ai-sdk.dev/docs/reference/ai-sdk-errors (AI SDK).
  rule(
    'name.unfinished',
    'brokenStream',
    named(
      'AI_NoOutputGeneratedError',
      'AI_InvalidResponseDataError',
      'AI_JSONParseError',
      'AI_TypeValidationError',
      'AI_EmptyResponseBodyError',
      'AI_NoObjectGeneratedError',
      'AI_NoContentGeneratedError',
      'AI_RetryError',
    ),
  ),
  // Names of an answer that its client's schema rejects. A text about the input excludes them.
  rule(
    'name.schema',
    'brokenStream',
    both(
      // Seen in: Zod; the clients by Speakeasy.
      named('ZodError', '$ZodError', 'SDKValidationError', 'ResponseValidationError'),
      not(said(/input validation/)),
    ),
  ),
  // Seen in: gemini-cli (`InvalidStreamError`, `EmptyStreamError`), undici (`HTTPParserError`).
  rule(
    'name.stream',
    'brokenStream',
    namedLike(
      /^(?:Invalid|Incomplete|Empty|Truncated|Premature|Broken|Malformed)\w{0,12}(?:Stream|Response|Chunk|Answer)\w{0,8}Error$/,
      /^Stream(?:Closed|Ended|Disconnected|Interrupted|Truncated|Parse)\w{0,12}Error$/,
      /^HTTPParserError$/,
    ),
  ),
];

/**
 * Rule for an answer that the server accepted with a 2xx and of which nothing could be read. Believed last. An answer in
 * JSON is excluded, because its reason could be read and is unknown.
 */
export const acceptedRules: readonly Rule[] = [
  rule('status.accepted', 'brokenStream', ({ isAccepted }) => isAccepted),
];
