/** Opens the store that it is told to, says so, and holds it until it is killed. */
import { sqliteStore } from '../src/index.ts';

sqliteStore(process.argv[2] ?? '');
process.send?.('open');
setInterval(() => {}, 60_000);
