/** Makes the texts of turns well-formed. */
import type { Turn } from './turns.ts';

/**
 * Replaces lone surrogates by U+FFFD, because a strict server takes half of a character for a body that is no JSON. The
 * metadata of parts stays as it is, because it goes back byte for byte.
 */
export const wellFormedTurn = (turn: Turn): Turn =>
  turn.role === 'tool'
    ? { ...turn, results: turn.results.map(wellFormedPart) }
    : ({ ...turn, parts: turn.parts.map((part) => wellFormedPart(part)) } as Turn);

const wellFormedPart = <T extends object>(part: T): T => {
  if (!('metadata' in part)) return wellFormed(part);
  const { metadata, ...rest } = part;
  return { ...wellFormed(rest), metadata } as T;
};

/** The value with well-formed texts. An instance of a class stays as it is, because its JSON is its own affair. */
export function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return (value.isWellFormed() ? value : value.toWellFormed()) as T;
  if (Array.isArray(value)) return value.map(wellFormed) as T;
  if (!isPlain(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, field]) => [wellFormed(key), wellFormed(field)]),
  ) as T;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
