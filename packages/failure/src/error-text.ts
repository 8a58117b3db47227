/** What was thrown, in words without credentials: for records, and for the terminal. */
import { redact } from './redact.ts';

/** Most errors of a chain that are printed. */
const mostErrors = 6;

/** Most fields of an error that are printed. */
const mostFields = 12;

/**
 * The message of what was thrown, without credentials. Never throws, although a getter may, and never empty.
 *
 * @returns 500 characters at most
 */
export const messageOf = (thrown: unknown): string => redact(wordsOf(thrown)) || 'Unknown error';

/**
 * What was thrown, as text for a log: stack, the fields that hold a word or a number, causes, and the errors of an
 * AggregateError, without credentials. Never throws. Objects are left out, because they hold requests and headers.
 */
export function errorText(thrown: unknown): string {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  const add = (error: unknown, label: string): void => {
    if (seen.size >= mostErrors || seen.has(error)) return;
    seen.add(error);
    lines.push(`${label}${redact(stackOf(error), 4_096)}`);
    for (const [name, value] of fieldsOf(error)) lines.push(`  ${redact(`${name}: ${value}`)}`);
    const cause = read(error, 'cause');
    if (cause !== undefined) add(cause, '  [cause]: ');
    const errors = read(error, 'errors');
    if (isList(errors)) for (const inner of errors.slice(0, mostErrors)) add(inner, '  [error]: ');
  };
  add(thrown, '');
  return lines.join('\n');
}

function wordsOf(thrown: unknown): string {
  try {
    const message = read(thrown, 'message');
    if (typeof message === 'string' && message !== '') return message;
    if (thrown instanceof Error) return String(read(thrown, 'name') ?? 'Error');
    return typeof thrown === 'object' && thrown !== null
      ? (JSON.stringify(thrown) ?? Object.prototype.toString.call(thrown))
      : String(thrown);
  } catch {
    // A circle, a BigInt, a revoked proxy.
    return `A value that is no error: ${typeof thrown}`;
  }
}

function stackOf(thrown: unknown): string {
  const stack = read(thrown, 'stack');
  const words = wordsOf(thrown);
  // A stack is written when the error is made, so that it lacks a message that was set later.
  return typeof stack === 'string' && stack.includes(words) ? stack : words;
}

/** Fields that hold a word or a number, such as `code` and `status`. */
function fieldsOf(thrown: unknown): [name: string, value: string][] {
  if (typeof thrown !== 'object' || thrown === null) return [];
  const names = keysOf(thrown).filter((name) => !['message', 'stack', 'name'].includes(name));
  return names.slice(0, mostFields).flatMap((name): [string, string][] => {
    const value = read(thrown, name);
    const isShown = typeof value === 'number' || (typeof value === 'string' && value.length <= 200);
    return isShown ? [[name, JSON.stringify(value)]] : [];
  });
}

function isList(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function keysOf(thrown: object): string[] {
  try {
    return Object.keys(thrown);
  } catch {
    return [];
  }
}

function read(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown> | null | undefined)?.[key];
  } catch {
    return undefined;
  }
}
