/** Builds the error in which a row was seen, as a client throws it. */
import type { Seen } from '../src/rows/row.ts';
import type { Section } from '../src/rows/section.ts';

/** The error of a row, with the fields that its section needs beside it. */
export function errorOf(seen: Seen, { beside = {} }: Pick<Section, 'beside'> = {}): Error {
  const own = typeof seen === 'string' ? { message: seen } : seen;
  const message = [own.message, beside.message].filter(Boolean).join(': ');
  return Object.assign(new Error(message), { ...beside, ...own, message });
}
