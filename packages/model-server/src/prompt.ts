/** A request's prompt as the prefix cache sees it: a block for each tool, and then one for each message. */
import { createHash } from 'node:crypto';
import { type ChatMessage, type ChatRequest, textOf } from './chat-request.ts';
import { tokensOf } from './tokens.ts';

export interface Block {
  tokens: number;
  /** Digest of the blocks up to this one. Two prompts with the same digest agree up to here, byte for byte. */
  prefix: string;
}

export interface Prompt {
  blocks: readonly Block[];
  /** Number of blocks that are tools. They come first. */
  toolCount: number;
  /** The conversation: the request's `prompt_cache_key`, or a digest of its first user message. */
  conversation: string;
}

/**
 * The prompt of a request. A block is the JSON of a tool or message without white space, with its fields in the order
 * in which they were sent.
 */
export function promptIn({ tools, messages, prompt_cache_key: key }: ChatRequest): Prompt {
  const blocks: Block[] = [];
  const add = (kind: string, content: unknown, tokens: number) => {
    const prefix = digest(`${blocks.at(-1)?.prefix} ${kind} ${JSON.stringify(content)}`);
    blocks.push({ tokens, prefix });
  };
  for (const tool of tools ?? []) add('tool', tool, tokensOf(JSON.stringify(tool)).length);
  for (const message of messages) add('message', message, tokensOfMessage(message));
  return {
    blocks,
    toolCount: tools?.length ?? 0,
    conversation: key ? `key ${key}` : `prompt ${digest(JSON.stringify(firstPrompt(messages)))}`,
  };
}

export const tokensIn = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { tokens }) => sum + tokens, 0);

/** The tokens of a message: those of its text and of the arguments of its calls. Files have none. */
function tokensOfMessage(message: ChatMessage): number {
  const calls = (message.tool_calls ?? []).map((call) => call.function?.arguments ?? '');
  return [textOf(message), ...calls].flatMap(tokensOf).length;
}

const firstPrompt = (messages: readonly ChatMessage[]): ChatMessage | undefined =>
  messages.find(({ role }) => role === 'user') ?? messages[0];

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
