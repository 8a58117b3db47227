/** The checks that contract cases use. Each throws a GuaranteeError if it fails. */
import { isDeepStrictEqual } from 'node:util';
import { type Guarantee, holds } from '../guarantee.ts';

/** Checks that two values are deeply equal. */
export function equal<T>(what: string, actual: T, expected: T, guarantee: Guarantee = 'thread') {
  const shown = () => `${what} is ${text(actual)}, and must be ${text(expected)}.`;
  holds(isDeepStrictEqual(actual, expected), guarantee, shown);
}

/**
 * Checks that the promise rejects with an error of the given name and fields (G9). The class is not compared, because a
 * client may hold another copy of it.
 */
export async function rejects(
  what: string,
  promise: Promise<unknown>,
  name: string,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  holds('error' in outcome, 'G9', () => `${what} resolves, and must reject with ${name}.`);
  checkError(what, outcome.error, name, fields);
}

/** Checks that the function throws an error of the given name. */
export function throws(what: string, run: () => unknown, name: string): void {
  const outcome = attempt(run);
  holds('error' in outcome, 'G9', () => `${what} returns, and must throw ${name}.`);
  checkError(what, outcome.error, name, {});
}

function checkError(
  what: string,
  error: unknown,
  name: string,
  fields: Readonly<Record<string, unknown>>,
): void {
  const isNamed = error instanceof Error && error.name === name;
  holds(isNamed, 'G9', () => `${what} fails with ${error}, and must with ${name}.`);
  for (const [field, value] of Object.entries(fields))
    equal(`${what}: ${name}.${field}`, (error as unknown as typeof fields)[field], value, 'G9');
}

function attempt(run: () => unknown): { value: unknown } | { error: unknown } {
  try {
    return { value: run() };
  } catch (error) {
    return { error };
  }
}

const text = (value: unknown): string => JSON.stringify(value) ?? String(value);
