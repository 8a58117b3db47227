/** Converts values from outside that will be stored to what a store gives back, or refuses them at once. */
import type { RunCommand } from '@perdure/run/words';

/**
 * The value after a round trip through JSON: dates become text, undefined fields are dropped.
 *
 * @throws {TypeError} for a value without a JSON form: a circular reference, a BigInt, a function
 */
export function asJson<T>(value: T): T {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`This is no JSON: ${String(value)}`);
  return JSON.parse(text) as T;
}

/**
 * The command with the fields that a caller may set, its answer in the form in which a store gives it back.
 *
 * @throws {TypeError} for an answer without a JSON form
 */
export const asJsonCommand = (command: RunCommand): RunCommand =>
  command.type === 'run.answer'
    ? { type: command.type, answer: asJson(command.answer) }
    : ({ type: command.type } as RunCommand);
