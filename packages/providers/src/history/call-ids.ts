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
): CallIds {
  const renamed = new Map<ToolCallPart, string>();
  const open = approved && pairs.get(approved) === undefined ? approved : undefined;
  // The approved call keeps its id also where an earlier one has the same.
  const used = new Set<string>(open === undefined ? [] : [open.id]);
  let count = 0;
  for (const { origin, parts } of messages) {
    const isOwn = origin?.provider === next.provider && origin.model === next.model;
    for (const part of parts) {
      if (part.type !== 'toolCall') continue;
      count += 1;
      const isKept = part === open || ((isOwn || portable.test(part.id)) && !used.has(part.id));
      if (!isKept) renamed.set(part, newId(count));
      used.add(isKept ? part.id : newId(count));
    }
  }
  return { renamed, used, count };
}

/** The ids in a request. */
interface CallIds {
  renamed: Map<ToolCallPart, string>;
  /** All ids that the request has. */
  used: Set<string>;
  /** Number of calls. */
  count: number;
}

/** The ids of a request for a library that has ids of its own, and goes on with further calls. */
export interface SentIds extends Omit<CallIds, 'renamed'> {
  /** The ids that the model is given, by those that the library has. */
  ids: Map<string, string>;
}

/** @param approved a call that the library performs next; the model is given the id that it has with its result */
export function sentIds(
  messages: readonly Message[],
  next: Origin,
  approved?: ToolCallPart,
): SentIds {
  const pairs = pairCalls(messages);
  const { renamed, used, count } = callIds(messages, pairs, next, undefined);
  if (approved === undefined) return { ids: new Map(), used, count };
  const before = callIds(messages, pairs, next, approved).renamed;
  const ids = [...pairs.keys()].map((call): [string, string] => [
    before.get(call) ?? call.id,
    renamed.get(call) ?? call.id,
  ]);
  return { ids: new Map(ids.filter(([sent, final]) => sent !== final)), used, count };
}

/** An id that every provider takes. */
const portable = /^[a-zA-Z0-9]{9}$/;

/** @param ordinal of the call in its thread, from 1 */
export const newId = (ordinal: number): string => `call${String(ordinal).padStart(5, '0')}`;
