/** `open-process.ts file`: opens and closes the store, and prints the error as JSON. */
import { sqliteStore } from '../../src/index.ts';

const met = (() => {
  try {
    sqliteStore(process.argv[2] ?? '').close();
    return { name: null };
  } catch (error) {
    const { name, reason, message } = error as { name: string; reason?: string; message: string };
    return { name, reason, message };
  }
})();
console.log(JSON.stringify(met));
