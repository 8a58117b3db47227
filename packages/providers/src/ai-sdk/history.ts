/** The history of a request as messages of the AI SDK. */
import type { ProviderRequest } from '@perdure/runtime';
import type { Message, Origin, StoredFile, ToolCallPart } from '@perdure/thread';
import type { ModelMessage } from 'ai';
import { toTurns } from '../history/index.ts';
import type { StreamTextCall } from './converse.ts';
import { toModelMessages } from './messages.ts';

/** What the answers of one attempt have in common. */
export interface Conversation {
  request: ProviderRequest;
  call: StreamTextCall;
  /** The model that is called. */
  origin: Origin;
}

/**
 * @param approved a call without a result that a human has approved; the SDK performs it first
 * @param messages of the request, with what the attempt has recorded since
 */
export async function toHistory(
  { request, call, origin }: Conversation,
  approved?: ToolCallPart,
  messages: readonly Message[] = request.messages,
): Promise<ModelMessage[]> {
  const hasTools = Object.keys(call.tools).length > 0;
  const turns = toTurns(messages, { origin, hasTools, approved, runId: request.runId });
  return toModelMessages(turns, await load(messages, request.file), approved);
}

/** Reads the files of the messages, and of the results in them. */
async function load(
  messages: readonly Message[],
  read: ProviderRequest['file'],
): Promise<Map<string, StoredFile>> {
  const files = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (part.type === 'file') return [part.hash];
      if (part.type !== 'toolResult' || part.modelOutput?.type !== 'content') return [];
      return part.modelOutput.value.flatMap((item) => (item.type === 'file' ? [item.hash] : []));
    }),
  );
  const hashes = [...new Set(files)];
  return new Map(await Promise.all(hashes.map(async (hash) => [hash, await read(hash)] as const)));
}
