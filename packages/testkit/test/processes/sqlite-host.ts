/** The host process of the tests in this folder: the runtime on a SQLite file. */
import { sqliteStore } from '@perdure/sqlite';
import { runHost } from '../../src/processes/index.ts';

await runHost((file) => sqliteStore(file));
