/** The stream of Anthropic's Messages as chunks. */
import { APIError } from '@anthropic-ai/sdk';
import { Stream } from '@anthropic-ai/sdk/core/streaming';
import type {
  MessageDeltaUsage,
  RawContentBlockDelta,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages';
import type { Json, Usage } from '@perdure/runtime';
import type { StepChunk } from '../agent/agent.ts';
import { eventsOf } from '../agent/events.ts';
import { toInput } from '../agent/tool.ts';
import { toUsage } from '../agent/usage.ts';

/** A block of an answer as the API gives it. */
export type Block = { type: string; [field: string]: Json };

type MessageEvent =
  | RawMessageStreamEvent
  | { type: 'ping' }
  | { type: 'error'; error?: { type?: never } };

const alive = { type: 'alive' } as const;
const cutReasons: readonly string[] = ['max_tokens', 'refusal', 'model_context_window_exceeded'];

/**
 * Reads one answer. The client's own reader of streams is not used, because it hides the pings.
 *
 * @param blocks of the answer so far; the new ones are added to it
 * @throws {APIError} for an `error` event
 */
export async function* readAnswer(response: Response, blocks: Block[]): AsyncGenerator<StepChunk> {
  const first = blocks.length;
  let used: Partial<MessageDeltaUsage> = {};
  let reason = 'other';
  let json = '';
  for await (const raw of eventsOf(response, Stream.rawEvents)) {
    if (raw === undefined) {
      yield alive;
      continue;
    }
    const event = JSON.parse(raw.data || '{}') as MessageEvent;
    const at = 'index' in event ? first + event.index : -1;
    const block = blocks[at];
    if (event.type === 'message_start') used = event.message.usage;
    if (event.type === 'content_block_start') {
      blocks[at] = event.content_block as unknown as Block;
      json = '';
    }
    if (event.type === 'message_delta') {
      reason = event.delta.stop_reason ?? reason;
      // A field that is null has not changed since the start.
      const said = Object.entries(event.usage).filter(([, value]) => value !== null);
      used = { ...used, ...Object.fromEntries(said) };
    }
    if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta')
      json += event.delta.partial_json;
    if (event.type === 'error')
      throw new APIError(undefined, event, undefined, response.headers, event.error?.type);
    if (event.type === 'message_stop')
      yield { type: 'end', reason, usage: usageOf(used), isCut: cutReasons.includes(reason) };
    else if (event.type === 'message_start' || event.type === 'message_delta')
      yield { type: 'alive', usage: usageOf(used) };
    else if (event.type === 'content_block_delta' && block !== undefined)
      yield grow(block, event.delta, String(at));
    else if (event.type === 'content_block_stop' && block !== undefined)
      yield toChunk(block, json, blocks, String(at));
    else yield alive;
  }
}

/** Adds a piece to its block. @param name of the block, for the pieces of a text */
function grow(block: Block, delta: RawContentBlockDelta, name: string): StepChunk {
  switch (delta.type) {
    case 'text_delta':
      block.text = `${block.text}${delta.text}`;
      return { type: 'text', text: delta.text, block: name };
    case 'thinking_delta':
      block.thinking = `${block.thinking}${delta.thinking}`;
      return { type: 'reasoning', text: delta.thinking, block: name };
    case 'signature_delta':
      block.signature = delta.signature;
      return alive;
    case 'citations_delta':
      block.citations = [...((block.citations ?? []) as Json[]), delta.citation as never];
      return alive;
    default:
      return alive;
  }
}

/** What a whole block adds to the message. @param json the arguments of a call */
function toChunk(block: Block, json: string, blocks: readonly Block[], name: string): StepChunk {
  const { text: _, thinking: __, ...rest } = block;
  const metadata = { anthropic: rest };
  if (block.type === 'text')
    return block.citations ? { type: 'text', text: '', block: name, metadata } : alive;
  if (block.type === 'thinking' || block.type === 'redacted_thinking')
    return { type: 'reasoning', text: '', block: name, metadata };
  if (block.type.endsWith('tool_use')) return toCall(block, json);
  if (block.type.endsWith('tool_result')) return toResult(block, blocks);
  return { type: 'other', value: block };
}

function toCall(block: Block, json: string): StepChunk {
  const { id, name, input, ...rest } = block;
  const given = json === '' ? { input: input ?? {} } : toInput(json);
  // A continuation of the answer has the arguments in the block.
  block.input = given.invalid ? {} : given.input;
  return {
    type: 'toolCall',
    ...{ id: String(id), name: String(name), ...given },
    ...(block.type !== 'tool_use' && { providerExecuted: true }),
    metadata: { anthropic: rest },
  };
}

/** The result of a tool that Anthropic has performed. */
function toResult(block: Block, blocks: readonly Block[]): StepChunk {
  const { tool_use_id: id, content = null, ...rest } = block;
  const name = blocks.find((call) => call.id === id)?.name ?? block.type;
  const isError = rest.is_error || (Object(content) as Block).error_code !== undefined;
  return {
    type: 'toolResult',
    ...{ id: String(id), name: String(name), output: content },
    ...(isError && { isError: true }),
    providerExecuted: true,
    metadata: { anthropic: rest },
  };
}

/** Anthropic counts cached tokens apart from `input_tokens`. */
function usageOf(used: Partial<MessageDeltaUsage>): Usage {
  const { cache_read_input_tokens: read, cache_creation_input_tokens: written } = used;
  const { input_tokens: input, output_tokens: output, output_tokens_details: details } = used;
  return toUsage({
    inputTokens: typeof input === 'number' ? input + (read ?? 0) + (written ?? 0) : null,
    outputTokens: output,
    reasoningTokens: details?.thinking_tokens,
    cacheReadTokens: read,
    cacheWriteTokens: written,
  });
}
