/**
 * `owner-process.ts file`: opens the store, sends a message, and owns the store until it is killed. It keeps no
 * reference to the store and collects garbage, because the ownership must outlast that.
 */
import { setImmediate } from 'node:timers/promises';
import { sqliteStore } from '../src/index.ts';

sqliteStore(process.argv[2] ?? '');
await setImmediate();
globalThis.gc?.();
await setImmediate();
process.send?.('open');
setInterval(() => {}, 60_000);
