/** Runs a measurement in a process of its own: what one has warmed up, or left in memory, is not the next one's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Order {
  module: string;
  name: string;
  args: unknown[];
}

/**
 * @param module that exports the measurement, `import.meta.url` of it
 * @param args and what it resolves with, must be such as `process.send` takes
 */
export async function isolated<T>(module: string, name: string, ...args: unknown[]): Promise<T> {
  const child = fork(fileURLToPath(new URL('./isolated-child.ts', import.meta.url)), {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
  });
  let result: { value: T } | undefined;
  child.on('message', (message) => {
    result = message as { value: T };
  });
  child.send({ module, name, args } satisfies Order);
  const [code] = await once(child, 'exit');
  if (result === undefined) throw new Error(`The measurement '${name}' ended with ${code}.`);
  return result.value;
}
