/** Groq's client. */
import Groq from 'groq-sdk';
import { apiKey, type Client, heardTexts, messages, model } from '../../src/clients/client.ts';

export const groq: Client = {
  name: 'groq-sdk',
  package: 'groq-sdk',
  provider: 'groq',
  wire: 'chat',
  timeout: 'headers',
  async *listen({ url, signal, timeoutMs }) {
    const client = new Groq({ baseURL: url, apiKey, maxRetries: 0, timeout: timeoutMs });
    const params = { model, messages, stream: true } as const;
    const stream = await client.chat.completions.create(params, { signal });
    yield* heardTexts(stream, ({ choices }) => choices?.[0]?.delta.content);
  },
};
