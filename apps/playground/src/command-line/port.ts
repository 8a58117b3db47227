/** Options of the command line that several programs share. */
import { InvalidArgumentError } from 'commander';

export function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}

/** The option `--inspect`. Its default port is 8080, because receivers of the Stately inspector connect to 8080. */
export const inspectOption = [
  '--inspect [port]',
  'show the runs in the Stately inspector, from a page on 127.0.0.1 (by default at port 8080)',
  port,
] as const;

/** The value of `inspectOption`: the port; `true` if no port was given, undefined if the option was not given. */
export type Inspect = number | true | undefined;
