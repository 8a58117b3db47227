/**
 * `write-process.ts file runs [signal]`: records runs until they are all there or one is refused, says how many
 * and why, and ends by the signal if one is given.
 */
import { sqliteStore } from '../../src/index.ts';
import { runWrites } from './files.ts';

const [, , file = '', count = '0', signal] = process.argv;
// A file that reached the size it may have: without a listener this signal would end the process.
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
