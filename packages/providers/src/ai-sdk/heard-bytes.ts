/**
 * Bytes of a model's response as signs of life. A client hands on no comment of a stream of server-sent events, which is
 * all that DeepSeek and OpenRouter send while a request waits. Node's own `fetch` tells of each piece of a body through
 * a diagnostics channel (undici 7, seen with Node 24.21). Under other hosts and clients nothing is heard.
 */
import { Heard } from '../heard.ts';

/** Runs a function, with what its requests are told to. */
type Calls = <T>(heard: HeardBytes, call: () => T) => T;

let calls: Calls | undefined;

/** Subscribes once for all attempts. The modules are asked for, because other hosts than Node do not have them. */
function listen(): Calls {
  const builtin = globalThis.process?.getBuiltinModule;
  const hooks = builtin?.('node:async_hooks');
  const channels = builtin?.('node:diagnostics_channel');
  if (hooks === undefined || channels === undefined) return (_, call) => call();
  const storage = new hooks.AsyncLocalStorage<HeardBytes>();
  const requests = new WeakMap<object, HeardBytes>();
  channels.subscribe('undici:request:create', (message) => {
    const heard = storage.getStore();
    if (heard !== undefined) requests.set((message as { request: object }).request, heard);
  });
  channels.subscribe('undici:request:bodyChunkReceived', (message) =>
    requests.get((message as { request: object }).request)?.hear(),
  );
  return (heard, call) => storage.run(heard, call);
}

export class HeardBytes extends Heard {
  /** Listens to the requests that the function makes. */
  during<T>(call: () => T): T {
    calls ??= listen();
    return calls(this, call);
  }
}
