/**
 * The end of an answer whose server leaves the connection open. Most adapters say that an answer has ended only when the
 * connection has (`@ai-sdk/openai` 4.0.118, `@ai-sdk/openai-compatible` 3.0.92), but the service itself says so before.
 */
import type { ModelPart } from './heard-model.ts';
import { usageIn } from './usage-so-far.ts';

type Finish = Extract<ModelPart, { type: 'finish' }>;
type Unified = Finish['finishReason']['unified'];

const unified: Readonly<Record<string, Unified>> = {
  stop: 'stop',
  completed: 'stop',
  length: 'length',
  max_output_tokens: 'length',
  content_filter: 'content-filter',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
};

export class OpenEnded {
  /** The service's word for the end, once it has said it. */
  #reason: string | undefined;
  #hasSaid = false;
  /** False for a server that says the word with each piece of a text. */
  #isReliable = true;
  #usage: ReturnType<typeof usageIn> = {};
  #hasCalls = false;
  /** What has begun and not ended, by id, with the part that ends it; undefined for a call, which only the adapter ends. */
  readonly #open = new Map<string, ModelPart | undefined>();

  /** Call with each part. */
  note(part: ModelPart): void {
    switch (part.type) {
      case 'text-start':
        this.#open.set(`text ${part.id}`, { type: 'text-end', id: part.id });
        return;
      case 'reasoning-start':
        this.#open.set(`reasoning ${part.id}`, { type: 'reasoning-end', id: part.id });
        return;
      case 'tool-input-start':
        this.#open.set(`call ${part.id}`, undefined);
        return;
      case 'text-end':
        this.#open.delete(`text ${part.id}`);
        return;
      case 'reasoning-end':
        this.#open.delete(`reasoning ${part.id}`);
        return;
      case 'tool-call':
        this.#open.delete(`call ${part.toolCallId}`);
        this.#hasCalls ||= part.providerExecuted !== true;
        return;
      case 'raw':
        this.#usage = { ...this.#usage, ...usageIn(part.rawValue) };
        this.#noteRaw(part.rawValue);
    }
  }

  #noteRaw(raw: unknown): void {
    const { reason, says } = pieceOf(raw);
    // The word is the end where it stands apart, after something that was said.
    if (reason !== undefined && (says || !this.#hasSaid)) this.#isReliable = false;
    if (says) this.#reason = undefined;
    else this.#reason = reason ?? this.#reason;
    this.#hasSaid ||= says;
  }

  /** The parts that end the answer; undefined if the service has not ended it, or if a call is open. */
  get closing(): ModelPart[] | undefined {
    const reason = this.#reason;
    const ends = [...this.#open.values()];
    if (!this.#isReliable || reason === undefined || ends.includes(undefined)) return undefined;
    const word = unified[reason] ?? 'other';
    const { inputTokens, outputTokens, reasoningTokens, cacheReadTokens } = this.#usage;
    return [
      ...(ends as ModelPart[]),
      {
        type: 'finish',
        // Responses have no word of their own for calls.
        finishReason: {
          unified: word === 'stop' && this.#hasCalls ? 'tool-calls' : word,
          raw: reason,
        },
        usage: {
          inputTokens: {
            total: inputTokens,
            cacheRead: cacheReadTokens,
            noCache: undefined,
            cacheWrite: undefined,
          },
          outputTokens: { total: outputTokens, reasoning: reasoningTokens, text: undefined },
        },
      },
    ];
  }
}

/** The word for the end in a chunk of the service, and whether the chunk says something as well. */
function pieceOf(raw: unknown): { reason: string | undefined; says: boolean } {
  const { type, response, choices } = Object(raw);
  if (typeof type === 'string' && type.startsWith('response.')) {
    const { reason = 'incomplete' } = Object(Object(response).incomplete_details);
    const ends: Record<string, string> = {
      'response.completed': 'completed',
      'response.incomplete': reason,
    };
    return { reason: ends[type], says: !(type in ends) };
  }
  const { finish_reason: reason, delta } = Object(Object(choices)[0]);
  const says = Object.entries(Object(delta)).some(
    ([field, value]) => field !== 'role' && isSomething(value),
  );
  return { reason: typeof reason === 'string' && reason !== '' ? reason : undefined, says };
}

const isSomething = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value);
