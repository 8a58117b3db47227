/** Rules for broken streams: the answer began and did not end. */
import { coded, type Rule, rule, said } from './rule.ts';

export const streamRules: readonly Rule[] = [
  // Seen in: Node (errors.html), undici, Bun, zlib, llhttp.
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
  // Source: platform.openai.com/docs/api-reference/responses-streaming.
  rule('stream.incomplete', 'brokenStream', coded('response.incomplete', 'stream_read_error')),
  // Seen in: undici, for a response body that broke.
  rule('stream.terminated', 'brokenStream', ({ messages }) =>
    messages.some((message) => /^terminated$/i.test(message)),
  ),
];

export const streamWords: readonly Rule[] = [
  rule(
    'said.stream',
    'brokenStream',
    said(
      /premature(?:ly)? clos|ended (?:unexpectedly|prematurely|early|without|before|with an? (?:invalid|incomplete|empty))|(?:stream|response) (?:was |has been )?(?:disconnected|closed|interrupted|aborted|cut|incomplete|error|truncated|stopped|removed|reset|failed)|(?:stream|websocket|connection|socket).{0,40}closed|stream is \w{1,12} aborted/,
      // Texts of clients' watchdog timers. Seen in: Claude Code, Cursor, Gemini CLI.
      /stall(?:ed|ing)?\b|idle (?:time-?out|for)|no (?:data|events?|chunks?|tokens|output|response) (?:was |were |has been )?(?:received|arrived|for|from|within)|invalid chunk|missing finish|empty (?:or \w{2,12} )?(?:response|stream|reply|answer)|partial response|response\.complete/,
      // Texts about an answer that lacks its end or its content. Seen in: Ollama (`Did not receive done or success
      // response`), @openai/agents (`did not produce a final response`), AI SDK, OpenRouter, LangChain.
      /did(?:n't| not) (?:provide|return|produce|send|contain|include|output) (?:any|a (?:final|valid|usable|complete))|did(?:n't| not) (?:receive|get|see) .{0,20}\b(?:done|success|final|end|stop|finish|response|reply)\b|missing (?:the )?\W?(?:done|end|stop)\W? marker|\bno (?:choices?|candidates|generation chunks) (?:in|were|was|found|returned)\b/,
      // Texts about an answer without a body. Seen in: openai-node and groq-sdk (status 204), Ollama, AI SDK.
      /response (?:with|has|had) no body|(?:response|answer) body (?:is|was) (?:empty|null|missing)|(?:^|\n)missing body\.?(?:$|\n)|reading 'symbol\(symbol\.asynciterator\)'/,
      // Seen in: HTTP/2 (RFC 9113 §7), Go, hyper, httpx, aiohttp.
      /goaway|rst_stream|refused_stream|enhance_your_calm|internal_error; received from peer|(?:peer|other side|remote|server).{0,20}(?:closed|disconnected|hung up)|unexpected (?:end of|eof)|(?:^|: |")eof\b|closed the connection|incomplete ?(?:json|chunk|chunked|response|stream|message|read)|connection broken|decompression|error decoding response body|response ended/,
      // Texts of an answer that ended with an error as its finish reason. Seen in: OpenClaw, Cline, Z.AI
      // (`network_error`).
      /(?:stop|finish)[ _]?reason\W{1,5}(?:\w{2,12}_)?(?:error|abort|malformed_\w{2,20}|unknown)\b/,
      // Texts of a JSON parser that was given a web page or an empty body.
      /unable to get json|expecting value: line|unexpected token '?</,
      // Seen in: @smithy/node-http-handler.
      /http\/?2 (?:request|stream|session).{0,60}\b(?:response|aborted|failed|reset)\b|frame type id \d/,
    ),
  ),
];
