/** OpenAI's client, with both of its interfaces. */
import OpenAI from 'openai';
import { apiKey, type Call, type Client, heardTexts, messages, model, prompt } from './client.ts';

const clientFor = ({ url, timeoutMs }: Call) =>
  new OpenAI({ baseURL: url, apiKey, maxRetries: 0, timeout: timeoutMs });

const openai = { package: 'openai', provider: 'openai', timeout: 'headers' } as const;

export const openaiChat: Client = {
  ...openai,
  name: 'openai chat',
  wire: 'chat',
  async *listen(call) {
    const { signal } = call;
    const params = { model, messages, stream: true } as const;
    const stream = await clientFor(call).chat.completions.create(params, { signal });
    yield* heardTexts(stream, ({ choices }) => choices?.[0]?.delta.content);
  },
};

export const openaiResponses: Client = {
  ...openai,
  name: 'openai responses',
  wire: 'responses',
  async *listen(call) {
    const { signal } = call;
    const params = { model, input: prompt, stream: true } as const;
    for await (const event of await clientFor(call).responses.create(params, { signal })) {
      if (event.type === 'response.output_text.delta') yield { text: event.delta };
      if (event.type === 'response.failed') yield { error: event };
    }
  },
};
