/** What a model step has used so far, from what its provider says in the middle of its answer. */
import type { Usage } from '@perdure/runtime';
import type { LanguageModelUsage, TextStreamPart, ToolSet } from 'ai';
import { isCount } from '../agent/usage.ts';

/** The end of a model call, in a raw part: known before its tools are at work. */
export class CallEnd {
  readonly usage: Usage;
  readonly finishReason: string;
  readonly rawFinishReason: string | undefined;

  /** @param finish the last part of the model's own stream, in which the counts are named otherwise */
  constructor({ usage, finishReason }: ModelFinish) {
    const { inputTokens: sent, outputTokens: made } = usage;
    this.finishReason = finishReason.unified;
    this.rawFinishReason = finishReason.raw;
    this.usage = known({
      inputTokens: sent.total,
      outputTokens: made.total,
      reasoningTokens: made.reasoning,
      cacheReadTokens: sent.cacheRead,
      cacheWriteTokens: sent.cacheWrite,
    });
  }
}

/** The end of the model's own stream, as far as it is read. */
interface ModelFinish {
  finishReason: { unified: string; raw?: string | undefined };
  usage: {
    inputTokens: Partial<Record<'total' | 'cacheRead' | 'cacheWrite', number | undefined>>;
    outputTokens: Partial<Record<'total' | 'reasoning', number | undefined>>;
  };
}

export class UsageSoFar {
  #usage: Usage = {};

  /** The usage of the step so far, if the part says more of it. Call with each part of the SDK's stream. */
  note(part: TextStreamPart<ToolSet>): Usage | undefined {
    if (part.type === 'start-step') this.#usage = {};
    const said = part.type === 'raw' ? usageIn(part.rawValue) : {};
    const entries = Object.entries(said) as [keyof Usage, number][];
    if (entries.every(([field, tokens]) => this.#usage[field] === tokens)) return undefined;
    this.#usage = { ...this.#usage, ...said };
    return this.#usage;
  }
}

/** The usage in a provider's own chunk; empty if it says none. */
export function usageIn(raw: unknown): Usage {
  if (raw instanceof CallEnd) return raw.usage;
  const { type, message, usage, usageMetadata, response } = Object(raw);
  // Anthropic's Messages: the input at the beginning, the output again and again.
  if (type === 'message_start') return ofMessage(Object(Object(message).usage));
  if (type === 'message_delta') return known({ outputTokens: Object(usage).output_tokens });
  if (typeof type === 'string' && type.startsWith('response.'))
    return ofResponse(Object(Object(response).usage));
  if (usageMetadata) return ofGemini(Object(usageMetadata));
  return ofChat(Object(usage));
}

type Fields = Readonly<Record<string, unknown>>;

const ofMessage = (usage: Fields): Usage =>
  known({
    inputTokens: sum(
      usage.input_tokens,
      usage.cache_read_input_tokens,
      usage.cache_creation_input_tokens,
    ),
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_input_tokens,
    cacheWriteTokens: usage.cache_creation_input_tokens,
  });

const ofGemini = (usage: Fields): Usage =>
  known({
    inputTokens: usage.promptTokenCount,
    outputTokens: sum(usage.candidatesTokenCount, usage.thoughtsTokenCount),
    reasoningTokens: usage.thoughtsTokenCount,
    cacheReadTokens: usage.cachedContentTokenCount,
  });

/** Chat Completions: in the last chunk, or in each one. */
const ofChat = (usage: Fields): Usage =>
  known({
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    reasoningTokens: Object(usage.completion_tokens_details).reasoning_tokens,
    cacheReadTokens: Object(usage.prompt_tokens_details).cached_tokens,
  });

/** OpenAI's Responses: at the end. */
const ofResponse = (usage: Fields): Usage =>
  known({
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    reasoningTokens: Object(usage.output_tokens_details).reasoning_tokens,
    cacheReadTokens: Object(usage.input_tokens_details).cached_tokens,
  });

/** The sum of the numbers; undefined if the first is none. */
function sum(first: unknown, ...others: readonly unknown[]): number | undefined {
  if (typeof first !== 'number') return undefined;
  return others.reduce<number>((all, next) => all + (typeof next === 'number' ? next : 0), first);
}

/** The fields that are counts. */
function known(fields: { readonly [field in keyof Usage]: unknown }): Usage {
  return Object.fromEntries(Object.entries(fields).filter(([, tokens]) => isCount(tokens)));
}

/** The usage of a model call; undefined if the provider has said none. */
export function toUsage(used: LanguageModelUsage): Usage | undefined {
  const usage = known({
    inputTokens: used.inputTokens,
    outputTokens: used.outputTokens,
    reasoningTokens: used.outputTokenDetails?.reasoningTokens,
    cacheReadTokens: used.inputTokenDetails?.cacheReadTokens,
    cacheWriteTokens: used.inputTokenDetails?.cacheWriteTokens,
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
