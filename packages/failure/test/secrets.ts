/** Texts that must not be stored or shown (G10): keys in their providers' formats, other secrets, a user's words. */

/** Invented keys in the formats of real ones. */
export const keys = {
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
export const places: Record<string, (key: string) => unknown> = {
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

/** Texts that hold `Zx81kQmVt3nL`, a part of a secret. */
export const otherSecrets = [
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
];

export const prompt =
  'My mother was born in Aarhus in 1951 and I want to write to her about the letter she sent.';
