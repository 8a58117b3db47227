/** Texts that an error must not store or show (G10): keys in their providers' formats, and the user's words. */
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../src/index.ts';

/** Invented keys in the formats of real ones. */
const keys = {
  openai: 'sk-proj-Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo',
  anthropic: 'sk-ant-api03-Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo-AA',
  openrouter: 'sk-or-v1-0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978',
  google: 'AIzaSyZx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo0',
  googleToken: 'ya29.a0AfH6SMBZx81kQmVt3nLr0aPw9s',
  aws: 'AKIAZX81KQMVT3NLR0AP',
  xai: 'xai-Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo',
  groq: 'gsk_Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo',
  huggingFace: 'hf_Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo',
  replicate: 'r8_Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo',
  perplexity: 'pplx-Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo',
  nvidia: 'nvapi-Zx81kQmVt3nLr0aPw9sYbH7cJdEuGfIo',
  github: 'ghp_Zx81kQmVt3nLr0aPw9sYbH7cJdEuGf',
  githubPat: 'github_pat_11ABCDEFG0Zx81kQmVt3nLr0aPw9',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.Zx81kQmVt3nLr0aPw9sYbH7c',
};

/** Places of a key: a sentence, a logged header, an address, an echoed body, a code, a cause. */
const places: Record<string, (key: string) => unknown> = {
  sentence: (key) => new Error(`Incorrect API key provided: ${key}. You can find your key at …`),
  header: (key) => new Error(`request failed { authorization: 'Bearer ${key}', accept: '*/*' }`),
  address: (key) => new Error(`GET https://host.example/v1/models?key=${key}&alt=sse failed`),
  body: (key) => ({
    statusCode: 401,
    responseBody: JSON.stringify({ error: { message: `bad ${key}` } }),
  }),
  code: (key) => ({ error: { code: key, message: 'no' } }),
  cause: (key) => new Error('', { cause: new Error(`x-api-key: ${key}`) }),
};

describe.each(Object.entries(keys))('a key of %s', (_name, key) => {
  it.each(Object.entries(places))('in the %s is removed', (_place, build) => {
    const text = JSON.stringify(classifyFailure(build(key)));
    expect(text).not.toContain(key.slice(-12));
    expect(text).toContain('[redacted]');
  });
});

describe('other secrets', () => {
  it.each([
    'Cookie: session=Zx81kQmVt3nL; theme=dark',
    'Authorization: Basic dXNlcjpaeDgxa1FtVnQzbkw=',
    '{"client_secret": "Zx81kQmVt3nLr0aP"}',
    'azure api-key: Zx81kQmVt3nLr0aPZx81kQmVt3nLr0aP',
    'https://blob.example/x?sig=Zx81kQmVt3nLr0aP&se=1',
    String.raw`{"error":"{\"api_key\":\"Zx81kQmVt3nLr0aP\"}`,
    String.raw`body: {\\\"client_secret\\\": \\\"Zx81kQmVt3nLr0aP\\\"}`,
    "config {'access_token': 'Zx81kQmVt3nLr0aP', 'model': 'x'}",
    'aws_secret_access_key=Zx81kQmVt3nLr0aP',
    'connect to https://user:Zx81kQmVt3nLr0aP@proxy.example:8080 failed',
    'fetch https://Zx81kQmVt3nLr0aP@git.example/x failed',
    'Authorization: Token Zx81kQmVt3nLr0aP',
    String.raw`{\"Authorization\":\"Token Zx81kQmVt3nLr0aP\"}`,
    'Proxy-Authorization: Negotiate Zx81kQmVt3nLr0aP',
    'authorization: AWS4-HMAC-SHA256 Credential=Zx81kQmVt3nLr0aP/20261124, Signature=Zx81kQmVt3nLr0aP',
  ])('are removed: %s', (text) => {
    const { message } = classifyFailure(new Error(text));
    expect(message).toContain('[redacted]');
    expect(message).not.toContain('Zx81kQmVt3nL');
  });

  it.each([
    'Rate limit reached for gpt-4o-mini-2024-07-18 in organization org-abc: ask-me-anything',
    'max_tokens: 200000 is too large, see https://docs.example/limits and mail me@example.org',
    'npm install @scope/name from https://registry.example/@scope/name failed',
  ])('do not include ordinary words: %s', (text) => {
    expect(classifyFailure(new Error(text)).message).toBe(text);
  });
});

describe("the user's prompt", () => {
  const prompt =
    'My mother was born in Aarhus in 1951 and I want to write to her about the letter she sent.';
  const said = (message: string) =>
    classifyFailure(new Error(message), { redactAlso: [prompt] }).message;

  it('is removed from an error that echoes all of it', () => {
    expect(said(`Invalid prompt: "${prompt}" is not allowed`)).toBe(
      'Invalid prompt: "[prompt]" is not allowed',
    );
  });

  it('is removed from an error that echoes a part of it', () => {
    const stretch = prompt.slice(14, 60);
    expect(said(`Could not parse "${stretch}"!`)).toBe('Could not parse "[prompt]"!');
  });

  it('leaves a text that only shares a word with it', () => {
    expect(said('Born too late: the letter was not sent.')).toBe(
      'Born too late: the letter was not sent.',
    );
  });
});
