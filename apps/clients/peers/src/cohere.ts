/** Cohere's client. */
import { CohereClientV2 } from 'cohere-ai';
import { apiKey, type Client, messages, model } from '../../src/clients/client.ts';

export const cohere: Client = {
  name: 'cohere-ai',
  package: 'cohere-ai',
  provider: 'cohere',
  wire: 'cohere',
  timeout: 'headers',
  async *listen({ url, signal, timeoutMs }) {
    const client = new CohereClientV2({ token: apiKey, environment: url });
    const options = {
      maxRetries: 0,
      timeoutInSeconds: timeoutMs / 1_000,
      abortSignal: signal,
    };
    for await (const event of await client.chatStream({ model, messages }, options)) {
      if (event.type === 'content-delta') {
        const text = event.delta?.message?.content?.text;
        if (text) yield { text };
      }
      const reason = event.type === 'message-end' ? event.delta?.finishReason : undefined;
      if (reason?.startsWith('ERROR')) yield { error: event };
    }
  },
};
