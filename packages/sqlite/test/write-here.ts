/** Writes a run to a file, and says whether the commit was answered at once. */
import { sqliteStore } from '../src/index.ts';
import { runWrites } from './faults/files.ts';

const store = sqliteStore(process.argv[2] ?? '');
const committed = store.commit(runWrites('a'));
process.stdout.write(committed instanceof Promise ? 'later' : 'at once');
store.close();
