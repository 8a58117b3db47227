/** One call of a model through OpenAI's Responses. */
import type { Origin } from '@perdure/thread';
import { Stream } from 'openai/core/streaming';
import type {
  ResponseCreateParamsStreaming,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { CallModel } from '../../agent/agent.ts';
import { eventsOf } from '../../agent/events.ts';
import type { OpenAiClient, OpenAiSettings } from '../openai.ts';
import { readResponse } from './chunks.ts';
import { toInputItems } from './request.ts';

export function callResponses(
  client: OpenAiClient,
  { tools = {}, instructions, body }: Exclude<OpenAiSettings, { api: 'chat' }>,
  origin: Origin,
  signal: AbortSignal,
): { hasTools: boolean; callModel: CallModel } {
  const own = Object.entries(tools).map(([name, { description, inputSchema }]) => ({
    type: 'function' as const,
    name,
    ...(description !== undefined && { description }),
    parameters: inputSchema,
    strict: false,
  }));
  const allTools = [...own, ...(body?.tools ?? [])];
  return {
    hasTools: allTools.length > 0,
    async *callModel(turns, files) {
      const params: ResponseCreateParamsStreaming = {
        model: origin.model,
        store: false,
        include: ['reasoning.encrypted_content'],
        ...(instructions !== undefined && { instructions }),
        ...body,
        ...(allTools.length > 0 && { tools: allTools }),
        input: toInputItems(turns, files),
        stream: true,
      };
      yield { type: 'startStep', origin, request: params };
      const options = { signal, maxRetries: 0 };
      const response = await client.responses.create(params, options).asResponse();
      yield* readResponse(eventsOf(response, Stream.fromSSEResponse<ResponseStreamEvent>));
    },
  };
}
