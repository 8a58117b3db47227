/** A provider double for tests of hosts, stores and threads. */
export { httpError } from './http-error.ts';
export { LedCall, type LedCallOptions } from './led-call.ts';
export { type LedProvider, ledProvider } from './led-provider.ts';
