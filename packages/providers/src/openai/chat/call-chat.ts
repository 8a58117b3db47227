/** One call of a model through OpenAI's Chat Completions. */
import type { Origin } from '@perdure/thread';
import { Stream } from 'openai/core/streaming';
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import type { CallModel } from '../../agent/agent.ts';
import { eventsOf } from '../../agent/events.ts';
import type { OpenAiClient, OpenAiSettings } from '../openai.ts';
import { readCompletion } from './chunks.ts';
import { toMessages } from './request.ts';

export function callChat(
  client: OpenAiClient,
  { tools = {}, instructions, body }: Extract<OpenAiSettings, { api: 'chat' }>,
  origin: Origin,
  signal: AbortSignal,
): { hasTools: boolean; callModel: CallModel } {
  const own = Object.entries(tools).map(([name, { description, inputSchema }]) => ({
    type: 'function' as const,
    function: {
      name,
      ...(description !== undefined && { description }),
      parameters: inputSchema,
    },
  }));
  const allTools = [...own, ...(body?.tools ?? [])];
  return {
    hasTools: allTools.length > 0,
    async *callModel(turns, files) {
      const system =
        instructions === undefined ? [] : [{ role: 'system' as const, content: instructions }];
      const params: ChatCompletionCreateParamsStreaming = {
        model: origin.model,
        stream_options: { include_usage: true },
        ...body,
        ...(allTools.length > 0 && { tools: allTools }),
        messages: [...system, ...toMessages(turns, files)],
        stream: true,
      };
      yield { type: 'startStep', origin, request: params };
      const options = { signal, maxRetries: 0 };
      const response = await client.chat.completions.create(params, options).asResponse();
      yield* readCompletion(eventsOf(response, Stream.fromSSEResponse<ChatCompletionChunk>));
    },
  };
}
