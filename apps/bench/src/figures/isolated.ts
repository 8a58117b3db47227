/** Runs a measurement in a process of its own, so that its compiled code and memory do not affect the next one. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startChild } from '../children.ts';

/** Reports progress. */
export type Say = (text: string) => void;

/** A measurement. Its argument and its result must be values that `process.send` can transfer. */
export type Measurement<Given, Result> = (given: Given, say: Say) => Result | Promise<Result>;

export interface Order {
  module: string;
  name: string;
  given: unknown;
}

export type Report = { said: string } | { result: unknown } | { failed: string };

/**
 * @param module URL of the module that exports the measurement by its own name
 * @param under as that of `startChild`
 * @throws {Error} with the error of the measurement, or with how its process ended
 */
export async function isolated<Given, Result>(
  module: string,
  measurement: Measurement<Given, Result>,
  given: Given,
  say: Say,
  under?: readonly string[],
): Promise<Result> {
  const { name } = measurement;
  const child = startChild(
    fileURLToPath(new URL('./isolated-child.ts', import.meta.url)),
    [],
    {
      execArgv: ['--expose-gc'],
      // The serialization `advanced` transfers Infinity and NaN, which JSON does not.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
    under,
  );
  let last: Exclude<Report, { said: string }> | undefined;
  child.on('message', (report: Report) => {
    if ('said' in report) say(report.said);
    else last = report;
  });
  child.send({ module, name, given } satisfies Order);
  const [code, signal] = await once(child, 'exit');
  if (last === undefined) throw new Error(`The process of '${name}' ended with ${code ?? signal}.`);
  if ('failed' in last) throw new Error(last.failed);
  return last.result as Result;
}
