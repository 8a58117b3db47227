/** Broken streams: the answer began and did not end. */
import { both, coded, codedLike, named, type Rule, rule, said } from './rule.ts';

export const streamRules: readonly Rule[] = [
  // Node (errors.html), undici, Bun, zlib, llhttp.
  rule(
    'stream.premature',
    'brokenStream',
    coded(
      'ERR_STREAM_PREMATURE_CLOSE',
      'ConnectionClosed',
      'ZlibError',
      'Z_BUF_ERROR',
      'HPE_INVALID_CHUNK_SIZE',
      'ERR_HTTP2_STREAM_ERROR',
      'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    ),
  ),
  // platform.openai.com/docs/api-reference/responses-streaming.
  rule('stream.incomplete', 'brokenStream', coded('response.incomplete', 'stream_read_error')),
  // undici: the body broke.
  rule('stream.terminated', 'brokenStream', ({ messages }) =>
    messages.some((message) => /^terminated$/i.test(message)),
  ),
];

export const streamWords: readonly Rule[] = [
  rule(
    'said.stream',
    'brokenStream',
    said(
      /premature(?:ly)? clos|ended (?:unexpectedly|prematurely|early|without|before|with an? (?:invalid|incomplete|empty))|(?:stream|response) (?:was |has been )?(?:disconnected|closed|interrupted|aborted|cut|incomplete|error|truncated|stopped|removed|reset|failed)|(?:stream|websocket|connection|socket).{0,40}closed/,
      // Watchdog timers of clients: Claude Code, Cursor, Gemini CLI.
      /stall(?:ed|ing)?\b|idle (?:time-?out|for)|no (?:data|events?|chunks?|tokens|output|response) (?:was |were |has been )?(?:received|arrived|for|from|within)|invalid chunk|missing finish|empty (?:or \w{2,12} )?(?:response|stream|reply|answer)|did(?:n't| not) (?:provide|return|produce|send) any|partial response|response\.complete/,
      // HTTP/2 (RFC 9113 §7), Go, hyper, httpx, aiohttp.
      /goaway|rst_stream|refused_stream|enhance_your_calm|internal_error; received from peer|(?:peer|other side|remote|server).{0,20}(?:closed|disconnected|hung up)|unexpected (?:end of|eof)|(?:^|: |")eof\b|closed the connection|incomplete ?(?:json|chunk|chunked|response|stream|message|read)|connection broken|decompression|error decoding response body|response ended/,
      // An answer that ended for a bad reason: OpenClaw, Cline, Z.AI (`network_error`).
      /(?:stop|finish)[ _]?reason\W{1,5}(?:\w{2,12}_)?(?:error|abort|malformed_\w{2,20}|unknown)\b/,
      // A web page or an empty body in place of JSON.
      /unable to get json|expecting value: line|unexpected token '?</,
    ),
  ),
];

/** Answers without a usable result. Transient, because another answer may be usable and costs little. */
export const unfinishedRules: readonly Rule[] = [
  // ai.google.dev/api/generate-content#FinishReason.
  rule('stream.malformed', 'brokenStream', codedLike(/malformedfunctioncall|unexpectedtoolcall/)),
  // AI SDK: ai-sdk.dev/docs/reference/ai-sdk-errors.
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
];

/**
 * Answers that were cut at their maximum length: AI SDK, openai-python. Permanent, because the next is cut there too.
 */
export const truncatedRules: readonly Rule[] = [
  rule(
    'name.truncated',
    'invalidRequest',
    both(named('AI_NoObjectGeneratedError'), coded('finish:length')),
  ),
  rule('name.length', 'invalidRequest', named('LengthFinishReasonError')),
];
