/** Performs the calls of a store on PostgreSQL for a thread that waits for each of them. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { postgresStore } from '@perdure/postgres';
import type { Store } from '@perdure/runtime/store';

export interface Call {
  name: string;
  args: unknown[];
}

const { url, schema, signal, port } = workerData as {
  url: string;
  schema: string;
  signal: Int32Array<SharedArrayBuffer>;
  port: MessagePort;
};
const store: Store = postgresStore(url, { schema, poolSize: 2 });

async function perform({ name, args }: Call): Promise<unknown> {
  const method = (
    store as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>
  )[name];
  // A read of plans, which other stores have as a method.
  if (method === undefined) {
    const [loaded] = await store.load([[name, ...args] as never]);
    if (loaded !== undefined && 'error' in loaded) throw loaded.error;
    return loaded?.value;
  }
  return method.apply(store, args);
}

port.on('message', async (call: Call) => {
  const answer = await perform(call).then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  port.postMessage(answer);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
  if (call.name === 'close') port.close();
});
