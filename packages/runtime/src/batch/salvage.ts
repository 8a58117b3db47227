/**
 * What is kept of a message that did not become whole. A tool has effects outside, so that its call is never forgotten:
 * a call without a result gets one that says so.
 */
import type { Part, ToolCallPart } from '@perdure/thread';
import { missingResult } from './missing-result.ts';

/**
 * The parts that outlast a failed attempt: everything up to the last call or result. What the model said after it is
 * void, because the next attempt says it anew (G7).
 */
export function keptAfterFailure(parts: readonly Part[]): Part[] {
  const end = parts.findLastIndex((part) => part.type === 'toolResult' || isOwnCall(part)) + 1;
  return withResults(parts.slice(0, end), 'lost');
}

/** True if a tool has given a result, which outlasts the attempt. */
export const hasResult = (parts: readonly Part[]): boolean =>
  parts.some((part) => part.type === 'toolResult' && part.missing === undefined);

/**
 * The parts that outlast a stop by a person: all that the person has read, without the thought that was under way.
 * None, if nothing was said or called.
 */
export function keptAfterStop(parts: readonly Part[]): Part[] {
  const end = parts.findLastIndex((part) => part.type !== 'reasoning') + 1;
  const kept = withResults(parts.slice(0, end), 'stopped').map(stopped);
  return kept.some(isSaid) ? kept : [];
}

/** True for a part that says or does something by itself. */
const isSaid = (part: Part): boolean =>
  part.type === 'text' ? part.text.trim() !== '' : !['reasoning', 'other'].includes(part.type);

/** The part, with the word for a stop in the place of the word for a loss: the tool of an approved call was at work. */
const stopped = (part: Part): Part =>
  part.type === 'toolResult' && part.missing === 'lost' ? missingResult(part, 'stopped') : part;

/** The parts, each call with a result. A call that the provider performs itself is left out if it has none. */
function withResults(parts: readonly Part[], missing: 'stopped' | 'lost'): Part[] {
  const open = openCalls(parts);
  const kept = parts.filter((part) => isOwnCall(part) || !open.has(part));
  return [...kept, ...[...open].filter(isOwnCall).map((call) => missingResult(call, missing))];
}

/** The calls without a result. Two calls may have one id; each result then belongs to the first that is open. */
function openCalls(parts: readonly Part[]): Set<Part> {
  const open = new Set<Part>();
  const byId = new Map<string, Part[]>();
  for (const part of parts) {
    if (part.type === 'toolCall') {
      open.add(part);
      const calls = byId.get(part.id) ?? [];
      byId.set(part.id, calls);
      calls.push(part);
    }
    const answered = part.type === 'toolResult' ? byId.get(part.id)?.shift() : undefined;
    if (answered !== undefined) open.delete(answered);
  }
  return open;
}

const isOwnCall = (part: Part): part is ToolCallPart =>
  part.type === 'toolCall' && !part.providerExecuted;
