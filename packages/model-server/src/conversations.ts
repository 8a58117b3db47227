/** The last prompt of each conversation, to find where the next one departs from it. */
import type { Prompt } from './prompt.ts';

/** Number of conversations that are kept. Beyond it the one whose last prompt is the oldest is removed. */
const capacity = 1_000;

export class Conversations {
  readonly #last = new Map<string, Prompt>();

  /**
   * Notes the next prompt of its conversation. Returns the name of its first block that differs from the previous
   * prompt; undefined if the prompt only continues or shortens that one, or if the block is the prompt's last message,
   * which is new in every request.
   */
  follow(prompt: Prompt): string | undefined {
    const previous = this.#last.get(prompt.conversation);
    this.#last.delete(prompt.conversation);
    this.#last.set(prompt.conversation, prompt);
    const [oldest] = this.#last.keys();
    if (this.#last.size > capacity && oldest !== undefined) this.#last.delete(oldest);
    return previous && changeBetween(previous, prompt);
  }
}

function changeBetween(previous: Prompt, prompt: Prompt): string | undefined {
  const at = prompt.blocks.findIndex(({ prefix }, n) => previous.blocks[n]?.prefix !== prefix);
  if (at < 0 || at === previous.blocks.length) return undefined;
  // A tool that was removed or added counts as the change, although a message is now in its place.
  if (at < Math.max(previous.toolCount, prompt.toolCount)) return `tools[${at}]`;
  return at === prompt.blocks.length - 1 ? undefined : `messages[${at - prompt.toolCount}]`;
}
