/** Ids of calls for the next model: those of another model, and those that occur twice, get new ones. */
import type { Message, Origin, ToolCallPart, ToolResultPart } from '@perdure/thread';
import { pairCalls } from './calls.ts';

/**
 * The id of each call that is not sent under its own id. An id has nine letters and digits, because this is the only
 * form that every provider takes: Mistral demands exactly nine (`[a-zA-Z0-9]{9}`), Anthropic and Amazon Bedrock take no
 * other characters than letters, digits, `_` and `-`, OpenAI takes 40 at most. Ids follow from the order of the calls,
 * so that they stay the same in every request.
 *
 * @param approved a call that the library performs next; it keeps its id until it has its result, because the result
 *   will have the same id
 */
export function callIds(
  messages: readonly Message[],
  pairs: ReadonlyMap<ToolCallPart, ToolResultPart | undefined>,
  next: Origin,
  approved: ToolCallPart | undefined,
): Map<ToolCallPart, string> {
  const renamed = new Map<ToolCallPart, string>();
  const open = approved && pairs.get(approved) === undefined ? approved : undefined;
  // The approved call keeps its id also where an earlier one has the same.
  const used = new Set<string>(open === undefined ? [] : [open.id]);
  let ordinal = 0;
  for (const { origin, parts } of messages) {
    const isOwn = origin?.provider === next.provider && origin.model === next.model;
    for (const part of parts) {
      if (part.type !== 'toolCall') continue;
      ordinal += 1;
      const isKept = part === open || ((isOwn || portable.test(part.id)) && !used.has(part.id));
      if (!isKept) renamed.set(part, newId(ordinal));
      used.add(isKept ? part.id : newId(ordinal));
    }
  }
  return renamed;
}

/**
 * The ids as they are once the approved call has its result, by the ids that are sent to the library until then.
 */
export function idsOnceAnswered(
  messages: readonly Message[],
  next: Origin,
  approved: ToolCallPart,
): Map<string, string> {
  const pairs = pairCalls(messages);
  const before = callIds(messages, pairs, next, approved);
  const after = callIds(messages, pairs, next, undefined);
  const ids = [...pairs.keys()].map((call) => [
    before.get(call) ?? call.id,
    after.get(call) ?? call.id,
  ]);
  return new Map(ids.filter(([sent, final]) => sent !== final) as [string, string][]);
}

/** An id that every provider takes. */
const portable = /^[a-zA-Z0-9]{9}$/;

const newId = (ordinal: number): string => `call${String(ordinal).padStart(5, '0')}`;
