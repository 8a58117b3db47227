/** Converts values from outside that will be stored to what a store gives back, or refuses them at once. */
import { ReservedEventError, type RunCommand } from '@perdure/run/words';
import { InvalidAnswerError } from '../errors.ts';

/**
 * Deepest nesting of lists and objects in a stored value. Parsers and validators of readers recurse, and the deepest
 * output of a real tool that was seen is below 30.
 */
export const maxJsonDepth = 100;

/** The value after a round trip through JSON, and its text. @throws {TypeError} as `asJson` does */
export function asJsonWithText<T>(value: T): { json: T; text: string } {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new TypeError(`it has no JSON form: ${reasonOf(cause)}`, { cause });
  }
  if (text === undefined) throw new TypeError(`it has no JSON form: ${typeof value}`);
  const json = JSON.parse(text) as T;
  if (isDeeperThan(json, maxJsonDepth))
    throw new TypeError(`it is nested deeper than ${maxJsonDepth}.`);
  return { json, text };
}

/**
 * The value after a round trip through JSON, as `JSON.stringify` makes it: dates become text, NaN becomes null,
 * undefined fields and methods are dropped, half of a surrogate pair is kept.
 *
 * @throws {TypeError} for a value without a JSON form: a circular reference, a BigInt, a function, a getter that throws,
 * or one that is nested deeper than 100
 */
export const asJson = <T>(value: T): T => asJsonWithText(value).json;

/** The first line, because V8 draws the circle in the others. Recursion that is too deep is named as such. */
function reasonOf(cause: unknown): string {
  if (cause instanceof RangeError) return 'it is nested too deep.';
  const [line = ''] = (cause instanceof Error ? cause.message : typeof cause).split('\n');
  return line;
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, depth - 1));
}

/**
 * The command with the fields that a caller may set, its answer in the form in which a store gives it back.
 *
 * @throws {InvalidAnswerError} for an answer without a JSON form
 * @throws {ReservedEventError} for what is no object
 */
export function asJsonCommand(command: RunCommand): RunCommand {
  if (typeof command !== 'object' || command === null)
    throw new ReservedEventError(String(command));
  if (command.type !== 'run.answer') return { type: command.type } as RunCommand;
  try {
    return { type: command.type, answer: asJson(command.answer) };
  } catch (cause) {
    throw new InvalidAnswerError((cause as TypeError).message);
  }
}
