/** Mistral's client. Its own timeout is not measured, because it does not fire every time. */
import { Mistral } from '@mistralai/mistralai';
import { apiKey, type Client, messages, model } from '../../src/clients/client.ts';

export const mistral: Client = {
  name: '@mistralai/mistralai',
  package: '@mistralai/mistralai',
  provider: 'mistral',
  wire: 'mistral',
  timeout: 'none',
  async *listen({ url, signal }) {
    const client = new Mistral({
      serverURL: url,
      apiKey,
      retryConfig: { strategy: 'none' },
    });
    const options = { fetchOptions: { signal } };
    for await (const { data } of await client.chat.stream({ model, messages }, options)) {
      const content = data.choices[0]?.delta.content;
      if (typeof content === 'string' && content !== '') yield { text: content };
    }
  },
};
