/** Groups of failures that are the same error. */
import type { Failure } from './failure.ts';

/**
 * A text that two failures share if they are the same error: provider, kind, status, code, and the message without
 * numbers and ids. A word of 16 characters or more, and one with a digit in it, counts as an id.
 */
export const groupOf = ({ provider, kind, status, code, message }: Failure): string =>
  JSON.stringify([
    provider ?? '',
    kind,
    status ?? 0,
    code ?? '',
    message.replace(/[\w-]{16,}|[\w-]{0,15}\d[\w-]{0,15}(?:\.\d{1,9}){0,3}/g, '#'),
  ]);
