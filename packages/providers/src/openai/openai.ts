/** OpenAI's Responses and Chat Completions as a provider, through OpenAI's own client. */
import type { Provider } from '@perdure/runtime';
import type OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import { type AgentSettings, modelOf, runAgent } from '../agent/agent.ts';
import { checkSettings } from '../agent/checked-settings.ts';
import { imageTypes } from '../agent/image-types.ts';
import { callChat } from './chat/call-chat.ts';
import { audioFormats } from './chat/request.ts';
import { callResponses } from './responses/call-responses.ts';

export type OpenAiSettings = AgentSettings &
  (
    | {
        api?: 'responses';
        /**
         * More fields of each request, such as `reasoning`, or tools that OpenAI performs.
         * @default { store: false, include: ['reasoning.encrypted_content'] }, which models that do not reason may
         * refuse: give them `include: []`
         */
        body?: Partial<Omit<ResponseCreateParamsStreaming, 'model' | 'input' | 'stream'>>;
      }
    | {
        /** Chat Completions, which most other providers have too. OpenAI's own models give no reasoning with it. */
        api: 'chat';
        /** More fields of each request. @default { stream_options: { include_usage: true } } */
        body?: Partial<Omit<ChatCompletionCreateParamsStreaming, 'model' | 'messages' | 'stream'>>;
      }
  );

/** A client of `openai`, or one that has these two. */
export type OpenAiClient = {
  responses: Pick<OpenAI['responses'], 'create'>;
  chat: { completions: Pick<OpenAI['chat']['completions'], 'create'> };
};

/**
 * A provider that answers with a model of OpenAI. OpenAI stores nothing by default: items of the Responses API, with
 * their ids and their encrypted reasoning, go back to the same model unchanged.
 *
 * The client's retries are off, because they would multiply the retries of the run.
 *
 * A call of a tool without `execute`, or of a tool that needs approval, ends the attempt with a `Question`.
 *
 * @throws {InvalidOptionError} for a setting out of its bounds, or with an unknown name
 */
export function openai(client: OpenAiClient, settings: OpenAiSettings): Provider {
  checkSettings(client, settings, ['api', 'body']);
  const provider: Provider = (request) => {
    const origin = { provider: 'openai', model: modelOf(settings, request) };
    const call =
      settings.api === 'chat'
        ? callChat(client, settings, origin, request.signal)
        : callResponses(client, settings, origin, request.signal);
    return runAgent(request, settings, { origin, ...call });
  };
  return Object.assign(provider, {
    refuses(mediaType: string) {
      const isAudio = settings.api === 'chat' && Object.hasOwn(audioFormats, mediaType);
      if (isAudio || imageTypes.includes(mediaType) || mediaType === 'application/pdf') return;
      const audio = settings.api === 'chat' ? ', WAV, MP3' : '';
      return `the model takes images (JPEG, PNG, GIF, WebP)${audio} and PDF, but no ${mediaType}.`;
    },
  });
}
