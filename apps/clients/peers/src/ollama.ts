/** Ollama's client. It has no timeout, and aborts by a method. */
import { Ollama } from 'ollama';
import { type Client, heardTexts, messages, model } from '../../src/clients/client.ts';

export const ollama: Client = {
  name: 'ollama',
  package: 'ollama',
  provider: 'ollama',
  wire: 'ollama',
  timeout: 'none',
  async *listen({ url, signal }) {
    const client = new Ollama({ host: url });
    signal.addEventListener('abort', () => client.abort());
    const stream = await client.chat({ model, messages, stream: true });
    yield* heardTexts(stream, ({ message }) => message?.content);
  },
};
