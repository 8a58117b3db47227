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
        this.#reason = endOf(part.rawValue) ?? this.#reason;
    }
  }

  /** The parts that end the answer; undefined if the service has not ended it, or if a call is open. */
  get closing(): ModelPart[] | undefined {
    const reason = this.#reason;
    const ends = [...this.#open.values()];
    if (reason === undefined || ends.includes(undefined)) return undefined;
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

/**
 * The word with which a chunk ends the answer. One that says something as well is passed over, because some servers send
 * `stop` with each piece of a text.
 */
function endOf(raw: unknown): string | undefined {
  const { type, response, choices } = Object(raw);
  if (type === 'response.completed') return 'completed';
  if (type === 'response.incomplete')
    return Object(Object(response).incomplete_details).reason ?? 'incomplete';
  const { finish_reason: reason, delta } = Object(Object(choices)[0]);
  const saysNothing = Object.entries(Object(delta)).every(
    ([field, value]) => field === 'role' || !value,
  );
  return typeof reason === 'string' && reason !== '' && saysNothing ? reason : undefined;
}
