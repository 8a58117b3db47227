/**
 * A store on PostgreSQL that answers at once, because it blocks the thread until it has the answer: for tests that call
 * the methods of a store one after the other.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { AtOnceStore } from '@perdure/runtime/store';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server that all tests share (`tools/postgres/vitest-setup.ts`). */
    postgresUrl: string;
  }
}

/** @param schema name of the schema, which is made if it is not there */
export function postgresAtOnce(schema: string): AtOnceStore {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { url: inject('postgresUrl'), schema, signal, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  port.unref();

  const call = (name: string, args: unknown[]): unknown => {
    Atomics.store(signal, 0, 0);
    port.postMessage({ name, args });
    Atomics.wait(signal, 0, 0);
    const answer = receiveMessageOnPort(port)?.message as { value: unknown } | { error: unknown };
    if ('error' in answer) throw answer.error;
    return answer.value;
  };
  return new Proxy({} as AtOnceStore, {
    get:
      (_, name) =>
      (...args: unknown[]) =>
        call(String(name), args),
    has: () => true,
  });
}
