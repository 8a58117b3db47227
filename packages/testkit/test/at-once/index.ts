/**
 * Stores on PostgreSQL that answer at once, because they block the thread until they have the answer: for tests that call
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

/**
 * Makes a function that opens a store with the same data each time. The one before it is over then, as if its process had
 * died.
 *
 * @param schema name of the schema, which is made if it is not there
 */
export function postgresAtOnce(schema: string): () => AtOnceStore {
  let call: ((name: string, args: unknown[]) => unknown) | undefined;
  let opened = 0;
  return () => {
    call ??= callWorker(schema);
    call('open', []);
    const number = ++opened;
    const perform = (name: string, args: unknown[]) => {
      if (number === opened) return call?.(name, args);
      if (name === 'close') return undefined;
      throw new Error('The process is dead.');
    };
    return new Proxy({} as AtOnceStore, {
      // To its runtime it is a store of one process.
      get: (_, name) =>
        name === 'sharing' || name === 'then'
          ? undefined
          : (...args: unknown[]) => perform(String(name), args),
      has: (_, name) => name !== 'sharing',
    });
  };
}

function callWorker(schema: string): (name: string, args: unknown[]) => unknown {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { url: inject('postgresUrl'), schema, signal, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  port.unref();
  return (name, args) => {
    Atomics.store(signal, 0, 0);
    port.postMessage({ name, args });
    Atomics.wait(signal, 0, 0);
    const answer = receiveMessageOnPort(port)?.message as { value: unknown } | { error: unknown };
    if ('error' in answer) throw answer.error;
    return answer.value;
  };
}
