/** LangChain's chat models. */
import { ChatAnthropic } from '@langchain/anthropic';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { ChatOpenAI } from '@langchain/openai';
import {
  apiKey,
  type Call,
  type Client,
  heardTexts,
  model,
  prompt,
} from '../../src/clients/client.ts';

const langchain = (
  named: Pick<Client, 'package' | 'provider' | 'wire'>,
  create: (call: Call) => BaseChatModel,
): Client => ({
  ...named,
  name: named.package,
  timeout: 'body',
  async *listen(call) {
    const { signal, timeoutMs } = call;
    // The timeout of a call becomes a signal that is joined with the caller's.
    const answer = await create(call).stream(prompt, { signal, timeout: timeoutMs });
    yield* heardTexts(answer, ({ text }) => text);
  },
});

export const langchainClients: readonly Client[] = [
  langchain(
    { package: '@langchain/openai', provider: 'openai', wire: 'chat' },
    ({ url }) => new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration: { baseURL: url } }),
  ),
  langchain(
    { package: '@langchain/anthropic', provider: 'anthropic', wire: 'anthropic' },
    ({ url }) => new ChatAnthropic({ model, apiKey, maxRetries: 0, anthropicApiUrl: url }),
  ),
  langchain(
    { package: '@langchain/google-genai', provider: 'google', wire: 'gemini' },
    ({ url }) => new ChatGoogleGenerativeAI({ model, apiKey, maxRetries: 0, baseUrl: url }),
  ),
];
