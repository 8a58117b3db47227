/** The `execute` of a tool, whose errors the SDK can tell a model, and whose results can be sent and recorded. */
import type { ToolSet } from 'ai';
import { ToldError } from './told-error.ts';

type Execute = NonNullable<ToolSet[string]['execute']>;
type Options = Parameters<Execute>[1];

/**
 * A result that has no JSON form, or of which `make` makes nothing, is an error of the tool. Left to itself, the SDK
 * would end the run.
 *
 * @param make makes of the last output what a model is given
 */
export function executing(
  execute: Execute,
  make: (input: unknown, output: unknown, options: Options) => Promise<unknown>,
): Execute {
  return ((input, options) => {
    let given: unknown;
    try {
      given = execute(input, options);
    } catch (error) {
      throw tellable(error);
    }
    const check = async (output: unknown) => {
      checkJson(output);
      checkJson(await make(input, output, options));
    };
    return isIterable(given) ? iterated(given, check) : awaited(given, check);
  }) as Execute;
}

type Check = (output: unknown) => Promise<void>;

async function awaited(given: unknown, check: Check): Promise<unknown> {
  try {
    const output = await given;
    await check(output);
    return output;
  } catch (error) {
    throw tellable(error);
  }
}

/** Several outputs, of which the last one is the result. */
async function* iterated(given: AsyncIterable<unknown>, check: Check): AsyncGenerator {
  try {
    let last: unknown;
    for await (const output of given) {
      last = output;
      yield output;
    }
    await check(last);
  } catch (error) {
    throw tellable(error);
  }
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** Nothing counts as `null`. */
function checkJson(output: unknown): void {
  if (output === undefined || typeof output === 'string') return;
  if (JSON.stringify(output) === undefined)
    throw new TypeError(`The tool returned a ${typeof output}, which has no JSON form.`);
}

/** The error itself, if the SDK tells it in the words that are recorded. */
function tellable(error: unknown): unknown {
  const toldError = new ToldError(error);
  try {
    const isTold = typeof error === 'string' || error instanceof Error;
    return isTold && String(error) === toldError.message ? error : toldError;
  } catch {
    return toldError;
  }
}
