/** The prompts that the server has seen: how much of the next one is cached, and where it departs from the last one. */
import type { ChatRequest } from './chat-request.ts';
import { Conversations } from './conversations.ts';
import { PrefixCache } from './prefix-cache.ts';
import { type Block, promptIn, tokensIn } from './prompt.ts';

/** What the request log says of a prompt. */
export interface PromptNote {
  /** Number of tokens of the prompt. */
  promptTokens: number;
  /** Number of its tokens that the prefix cache held; 0 for a request that was refused before the model read it. */
  cachedTokens: number;
  /**
   * The first block that differs from the previous prompt of the conversation, such as `messages[0]` or `tools[1]`.
   * Absent if the prompt only continues that one.
   */
  changedBlock?: string;
}

export class Prompts {
  readonly #cache = new PrefixCache();
  readonly #conversations = new Conversations();

  /**
   * Notes the prompt of a request. Its prefixes are cached from now on if the model reads it; the prompt of a request
   * that is refused before that leaves the cache as it is.
   */
  note(request: ChatRequest, isRead: boolean): PromptNote {
    const prompt = promptIn(request);
    const changedBlock = this.#conversations.follow(prompt);
    return {
      promptTokens: tokensIn(prompt.blocks),
      cachedTokens: isRead ? this.#read(request.model, prompt.blocks) : 0,
      ...(changedBlock !== undefined && { changedBlock }),
    };
  }

  /** Caches the prompt. Returns the number of its tokens that were cached before. */
  #read(model: string, blocks: readonly Block[]): number {
    const cached = this.#cache.cached(model, blocks);
    this.#cache.warm(model, blocks);
    return tokensIn(cached);
  }
}
