/** The stream of OpenAI's Responses as chunks. */
import type { Json, Usage } from '@perdure/runtime';
import type {
  ResponseOutputItem,
  ResponseStreamEvent,
  ResponseUsage,
} from 'openai/resources/responses/responses';
import type { StepChunk } from '../../agent/agent.ts';
import { toInput } from '../../agent/tool.ts';
import { toUsage } from '../../agent/usage.ts';
import { withoutText } from './request.ts';

/** Reads one answer. @throws {Error} with the code of a response that has failed */
export async function* readResponse(
  events: AsyncIterable<ResponseStreamEvent | undefined>,
): AsyncGenerator<StepChunk> {
  for await (const event of events) {
    if (event === undefined) {
      yield { type: 'alive' };
      continue;
    }
    // An item is named by its index, because gateways change its id from event to event.
    const block = 'output_index' in event ? String(event.output_index) : '';
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        yield { type: 'text', text: event.delta, block };
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        yield { type: 'reasoning', text: event.delta, block };
        break;
      case 'response.reasoning_summary_part.added':
        yield { type: 'reasoning', text: event.summary_index > 0 ? '\n\n' : '', block };
        break;
      case 'response.output_item.done':
        yield toChunk(event.item, block);
        break;
      case 'response.completed':
      case 'response.incomplete': {
        const { incomplete_details: details, usage } = event.response;
        const isCut = event.type === 'response.incomplete';
        const reason = isCut ? (details?.reason ?? 'incomplete') : 'completed';
        yield { type: 'end', reason, ...(usage && { usage: usageOf(usage) }), isCut };
        break;
      }
      case 'response.failed': {
        const { error, usage } = event.response;
        if (usage) yield { type: 'alive', usage: usageOf(usage) };
        const { message = 'The response has failed.', code = 'server_error' } = error ?? {};
        throw Object.assign(new Error(message), { code, error });
      }
      default:
        yield { type: 'alive' };
    }
  }
}

/** What a whole item adds to the message. */
function toChunk(item: ResponseOutputItem, block: string): StepChunk {
  if (item.type === 'message')
    return { type: 'text', text: '', block, metadata: { openai: withoutText(item) as never } };
  const metadata = { openai: item as unknown as Json };
  if (item.type === 'reasoning') return { type: 'reasoning', text: '', block, metadata };
  if (item.type !== 'function_call') return { type: 'other', value: metadata.openai };
  const { call_id: id, name } = item;
  return { type: 'toolCall', id, name, ...toInput(item.arguments), metadata };
}

function usageOf(used: ResponseUsage): Usage {
  const { input_tokens_details: input, output_tokens_details: output } = used;
  return toUsage({
    inputTokens: used.input_tokens,
    outputTokens: used.output_tokens,
    reasoningTokens: output?.reasoning_tokens,
    cacheReadTokens: input?.cached_tokens,
    cacheWriteTokens: input?.cache_write_tokens,
  });
}
