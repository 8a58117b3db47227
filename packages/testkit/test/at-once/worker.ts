/** Performs the calls of stores on PostgreSQL for a thread that waits for each of them. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { type PostgresStore, postgresStore } from '@perdure/postgres';

export interface Call {
  /** A method of the store, a read of plans, or `open` for a new store in the place of the last one. */
  name: string;
  args: unknown[];
}

const { url, schema, signal, port } = workerData as {
  url: string;
  schema: string;
  signal: Int32Array<SharedArrayBuffer>;
  port: MessagePort;
};
let store: PostgresStore | undefined;

async function perform({ name, args }: Call): Promise<unknown> {
  if (name === 'open') {
    // It leaves the others, so that its attempts are lost to the next one at once.
    await store?.close();
    // There is one process, so that no deadline is left to another one.
    store = postgresStore(url, { schema, poolSize: 2, foreignMs: 0 });
    return undefined;
  }
  const method = (
    store as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>
  )[name];
  if (method !== undefined) return method.apply(store, args);
  // A read of plans, which other stores have as a method.
  const [loaded] = (await store?.load([[name, ...args] as never])) ?? [];
  if (loaded !== undefined && 'error' in loaded) throw loaded.error;
  return loaded?.value;
}

port.on('message', async (call: Call) => {
  const answer = await perform(call).then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  port.postMessage(answer);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
