/** Google's client. */
import { GoogleGenAI } from '@google/genai';
import { apiKey, type Client, heardTexts, model, prompt } from '../../src/clients/client.ts';

export const genai: Client = {
  name: '@google/genai',
  package: '@google/genai',
  provider: 'google',
  wire: 'gemini',
  timeout: 'body',
  async *listen({ url, signal, timeoutMs }) {
    const httpOptions = { baseUrl: url, timeout: timeoutMs, retryOptions: { attempts: 1 } };
    const client = new GoogleGenAI({ apiKey, httpOptions });
    const config = { abortSignal: signal };
    const stream = await client.models.generateContentStream({ model, contents: prompt, config });
    yield* heardTexts(stream, ({ text }) => text);
  },
};
