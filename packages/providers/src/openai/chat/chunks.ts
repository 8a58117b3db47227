/** The stream of OpenAI's Chat Completions as chunks. */
import { type FinishMeaning, finishMeaning, type Usage } from '@perdure/runtime';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { StepChunk } from '../../agent/agent.ts';
import { toInput } from '../../agent/tool.ts';
import { toUsage } from '../../agent/usage.ts';

type Delta = ChatCompletionChunk.Choice.Delta & {
  /** Fields of other providers. Source: api-docs.deepseek.com, openrouter.ai/docs. */
  reasoning_content?: string | null;
  reasoning?: string | null;
};

/** A call that is being written, with all that the provider says of it. */
interface Call {
  index?: number;
  id?: string;
  function: { name?: string; arguments: string };
}

/** Meanings of a reason whose answer is not whole. */
const cutMeanings: ReadonlySet<FinishMeaning | undefined> = new Set([
  'length',
  'filtered',
  'broken',
]);

/** Reads one answer. The usage comes after the reason, so that the end is the end of the stream. */
export async function* readCompletion(
  completion: AsyncIterable<ChatCompletionChunk | undefined>,
): AsyncGenerator<StepChunk> {
  const calls: Call[] = [];
  let reason: string | undefined;
  let usage: Usage | undefined;
  for await (const chunk of completion) {
    const { choices, usage: used } = chunk ?? {};
    if (used) usage = usageOf(used);
    const [choice] = choices ?? [];
    const delta: Delta = choice?.delta ?? {};
    const text = `${delta.content ?? ''}${delta.refusal ?? ''}`;
    const field = delta.reasoning_content ? 'reasoning_content' : 'reasoning';
    const reasoning = delta[field];
    if (reasoning) yield { type: 'reasoning', text: reasoning, metadata: { openai: field } };
    if (text !== '') yield { type: 'text', text };
    for (const piece of delta.tool_calls ?? []) addTo(calls, piece);
    reason ??= choice?.finish_reason || undefined;
    if (used || (!reasoning && text === '')) yield { type: 'alive', ...(usage && { usage }) };
  }
  if (reason === undefined) return;
  yield* withIds(calls).map(toChunk);
  const isCut = cutMeanings.has(finishMeaning(reason));
  yield { type: 'end', reason, ...(usage && { usage }), isCut };
}

/**
 * Adds a piece to its call. A new id begins a new call, because some providers give every call the index 0, and so does a
 * name after whole arguments, because some give no ids either.
 */
function addTo(calls: Call[], piece: ChatCompletionChunk.Choice.Delta.ToolCall): void {
  const { function: { name, arguments: json = '' } = {}, ...more } = piece;
  const call = calls.findLast(
    ({ index, id }) => index === piece.index && (!piece.id || piece.id === id),
  );
  const isNew = call?.function.name !== undefined && name && isWhole(call);
  if (call === undefined || isNew)
    calls.push({ ...more, function: { ...piece.function, arguments: json } });
  else {
    call.function.arguments += json;
    if (name) call.function.name ??= name;
  }
}

const isWhole = ({ function: { arguments: json } }: Call): boolean =>
  json !== '' && !('invalid' in toInput(json));

/** The calls with an id each, because some servers give none, or the same to all. Results are matched by them. */
function withIds(calls: readonly Call[]): (Call & { id: string })[] {
  const ids = new Set<string>();
  return calls.map((call) => {
    const isOwn = call.id !== undefined && call.id !== '' && !ids.has(call.id);
    const id = isOwn ? (call.id as string) : crypto.randomUUID().replaceAll('-', '').slice(0, 9);
    ids.add(id);
    return { ...call, id };
  });
}

function toChunk({ index: _, id, function: said, ...more }: Call & { id: string }): StepChunk {
  const { name = '', arguments: json } = said;
  const metadata = { openai: { ...more, function: { arguments: json } } };
  return { type: 'toolCall', id, name, ...toInput(json), metadata };
}

function usageOf(used: NonNullable<ChatCompletionChunk['usage']>): Usage {
  return toUsage({
    inputTokens: used.prompt_tokens,
    outputTokens: used.completion_tokens,
    reasoningTokens: used.completion_tokens_details?.reasoning_tokens,
    cacheReadTokens: used.prompt_tokens_details?.cached_tokens,
    cacheWriteTokens: used.prompt_tokens_details?.cache_write_tokens,
  });
}
