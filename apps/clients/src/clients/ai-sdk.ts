/** A provider of the AI SDK: by itself, and through our adapter. */
import { aiSdk } from '@perdure/providers/ai-sdk';
import { type LanguageModel, streamText } from 'ai';
import { type Adapter, type Client, prompt } from './client.ts';

export interface SdkModel extends Pick<Client, 'package' | 'provider' | 'wire'> {
  /** As in `ai-sdk <name>`. */
  name: string;
  model: (url: string) => LanguageModel;
}

export const sdkClient = ({ model, name, ...more }: SdkModel): Client => ({
  ...more,
  name: `ai-sdk ${name}`,
  timeout: 'body',
  async *listen({ url, signal, timeoutMs }) {
    const { stream } = streamText({
      model: model(url),
      prompt,
      maxRetries: 0,
      abortSignal: signal,
      timeout: timeoutMs,
      onError: () => {},
    });
    for await (const part of stream) {
      if (part.type === 'text-delta') yield { text: part.text };
      if (part.type === 'error') yield { error: part.error };
      if (part.type === 'abort') yield { aborted: true };
      if (part.type === 'finish') yield { end: part.finishReason };
    }
  },
});

export const sdkAdapter = ({ model, name, ...more }: SdkModel): Adapter => ({
  ...more,
  name: `aiSdk(${name})`,
  provider: (url) => aiSdk(model(url)),
});
