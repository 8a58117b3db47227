/**
 * `write-process.ts file runs [signal]`: records so many runs, or until one is refused, prints their number and the
 * refusal as JSON, and ends with the signal if one is given.
 */
import { sqliteStore } from '../../src/index.ts';
import { runWrites } from './files.ts';

const [, , file = '', count = '0', signal] = process.argv;
// Sent when a file reaches its largest size. Without a listener, the signal would end the process.
process.on('SIGXFSZ', () => {});

const store = sqliteStore(file, { durability: 'normal' });
let written = 0;
let refusal: unknown = null;
try {
  for (; written < Number(count); written++) store.commit(runWrites(`w${written}`, 2_000));
} catch (error) {
  const { name, reason, message } = error as { name: string; reason?: string; message: string };
  refusal = { name, reason, message };
}
console.log(JSON.stringify({ written, refusal }));
if (signal !== undefined) process.kill(process.pid, signal);
