/** The evidence that is read: codes and statuses in every form, and no numbers or words that only look like them. */
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../src/index.ts';

const kindOf = (error: unknown, provider?: string) =>
  classifyFailure(error, provider === undefined ? {} : { provider }).kind;
const http = (statusCode: number, body: unknown, responseHeaders = {}) =>
  Object.assign(new Error(`HTTP ${statusCode}`), {
    statusCode,
    responseHeaders,
    responseBody: typeof body === 'string' ? body : JSON.stringify(body),
  });
const nested = (depth: number, value: unknown): unknown =>
  depth === 0 ? value : { error: { message: JSON.stringify(nested(depth - 1, value)) } };

describe('a code is found', () => {
  const overdue = { code: 'AccountOverdueError', message: 'no' };

  it.each([1, 2, 3, 4])('in JSON that is a string, %i levels deep', (depth) =>
    expect(kindOf(http(400, nested(depth, overdue)))).toBe('quotaExceeded'),
  );

  it.each([
    [
      "Error code: 400 - {'error': {'code': 'AccountOverdueError', 'message': None}}",
      'a Python repr',
    ],
    ['{"error":{"code":"AccountOverdueError","message":"cut o', 'JSON that was cut off'],
    [String.raw`gateway said: {\"error\":{\"code\":\"AccountOverdueError\"`, 'escaped JSON'],
    ['[SDKException] code:AccountOverdueError message:no requestId:1', 'plain words'],
    ['failed with ACCOUNT_OVERDUE_ERROR', 'upper case'],
    ['failed with account_overdue_error', 'lower case'],
  ])('in %s (%s)', (text) => expect(kindOf(new Error(text))).toBe('quotaExceeded'));

  it.each([
    [{ error_code: 18, error_msg: 'no' }, 'baidu', 'rateLimited'],
    [{ header: { code: 10013, message: 'no' } }, 'iflytek-spark', 'contentFiltered'],
    [{ Response: { Error: { Code: 'AuthFailure.SecretIdNotFound' } } }, 'tencent', 'unauthorized'],
    [{ base_resp: { status_code: 1008, status_msg: 'no' } }, 'minimax', 'quotaExceeded'],
    [{ errors: [{ code: 3036, message: 'no' }] }, 'workers-ai', 'quotaExceeded'],
    [{ promptFeedback: { blockReason: 'OTHER' } }, 'google-gemini', 'contentFiltered'],
    [{ choices: [{ finish_reason: 'content_filter' }] }, 'azure-openai', 'contentFiltered'],
    [{ error: 'invalid_grant', error_description: 'no' }, 'google-vertex', 'unauthorized'],
    [{ __type: 'com.amazon.coral#ThrottlingException' }, 'aws-bedrock', 'rateLimited'],
  ])('in %j of %s', (body, provider, kind) => expect(kindOf(body, provider)).toBe(kind));

  it.each([
    [{ base_resp: { status_code: 1026, status_msg: 'no' } }, 'contentFiltered'],
    [{ error_code: 17, error_msg: 'no' }, 'quotaExceeded'],
    [{ header: { code: 11202, message: 'no' } }, 'rateLimited'],
  ])('by the shape of its provider: %j', (body, kind) => expect(kindOf(body)).toBe(kind));

  it.each([
    ['connect EHOSTDOWN 192.168.1.1:443', 'network'],
    ['HTTP 400: ThrottlingException: no', 'rateLimited'],
  ])('of Node or AWS: %s', (text, kind) => expect(kindOf(new Error(text))).toBe(kind));

  it('in a header of AWS', () =>
    expect(
      kindOf(http(400, {}, { 'x-amzn-errortype': 'ThrottlingException:http://internal/' })),
    ).toBe('rateLimited'));

  it('with the meaning that its provider gives it', () => {
    const body = { error: { code: '1113', message: 'no' } };
    expect(kindOf(http(429, body), 'zhipu')).toBe('quotaExceeded');
    expect(kindOf(http(429, body), 'openai')).toBe('rateLimited');
  });
});

describe('a gRPC code is found', () => {
  it.each([
    [{ code: 14, details: 'no', message: '14 UNAVAILABLE: no' }, 'serverError'],
    [{ code: 16, details: 'no' }, 'unauthorized'],
    [{ name: 'ConnectError', code: 8, message: '[resource_exhausted] no' }, 'rateLimited'],
    [new Error('rpc error: code = InvalidArgument desc = no'), 'invalidRequest'],
    [new Error('status = StatusCode.DEADLINE_EXCEEDED'), 'timeout'],
    [new Error('1 CANCELLED: Cancelled on client'), 'cancelled'],
  ])('in %j', (error, kind) => expect(kindOf(error)).toBe(kind));
});

describe('a gateway that answers 500', () => {
  it.each([
    ["Error code: 400 - {'error': 'no'}", 'invalidRequest'],
    ['< 400 Bad Request', 'invalidRequest'],
    ['upstream_status: HTTP 401', 'unauthorized'],
    ['status code: 402', 'quotaExceeded'],
    ['litellm.BadRequestError: no', 'invalidRequest'],
    ["litellm.BadRequestError: Error code: 429 - {'error': 'no'}", 'serverError'],
    ['litellm.RateLimitError: no', 'rateLimited'],
    ['no', 'serverError'],
  ])('passes on the inner error: %s', (message, kind) =>
    expect(kindOf(http(500, { error: { message } }))).toBe(kind),
  );

  it('keeps its own status', () =>
    expect(classifyFailure(http(500, 'Error code: 400 - no')).status).toBe(500));
});

describe('a text that only looks like another error', () => {
  it.each([
    ['context deadline exceeded (Client.Timeout exceeded while awaiting headers)', 'timeout'],
    ['upstream connect error. reset reason: overflow', 'serverError'],
    ['Server is limiting requests (not your usage limit) · Rate limited', 'rateLimited'],
    ['Request blocked due to rate limiting', 'rateLimited'],
    ['messages[429].role: no', 'unknown'],
    ['Cannot read file /tmp/529/404.json', 'unknown'],
    ['402 items found in the database', 'unknown'],
    ['stream aborted', 'brokenStream'],
    ['The request is not supported, please retry with another model', 'invalidRequest'],
    ['http/2 stream closed with error code CANCEL: [canceled]', 'brokenStream'],
    ['The operation was aborted due to timeout', 'timeout'],
    ['Failed to connect to host: SELF_SIGNED_CERT_IN_CHAIN', 'invalidRequest'],
  ])('is not mistaken for it: %s', (text, kind) => expect(kindOf(new Error(text))).toBe(kind));

  it('is ignored in the request', () => {
    const request = {
      messages: [{ role: 'user', content: 'insufficient_quota, invalid api key' }],
    };
    const error = Object.assign(http(503, 'busy'), { requestBodyValues: request });
    expect(kindOf(error)).toBe('serverError');
  });
});
