/** OpenRouter's client. Its own timeout is not measured, because it does not fire every time. */
import { OpenRouter } from '@openrouter/sdk';
import { apiKey, type Client, messages, model } from '../../src/clients/client.ts';

export const openrouter: Client = {
  name: '@openrouter/sdk',
  package: '@openrouter/sdk',
  provider: 'openrouter',
  wire: 'chat',
  timeout: 'none',
  async *listen({ url, signal }) {
    const client = new OpenRouter({
      serverURL: url,
      apiKey,
      retryConfig: { strategy: 'none' },
    });
    const request = { chatRequest: { model, messages, stream: true as const } };
    const answer = await client.chat.send(request, { fetchOptions: { signal } });
    for await (const event of answer as AsyncIterable<{
      choices?: { delta?: { content?: string } }[];
      error?: unknown;
    }>) {
      const text = event.choices?.[0]?.delta?.content;
      if (text) yield { text };
      if (event.error) yield { error: event.error };
    }
  },
};
