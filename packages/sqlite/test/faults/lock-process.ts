/** `lock-process.ts file [ms]`: holds SQLite's write lock for `ms` milliseconds, or until a message comes. */
import Database from 'better-sqlite3';

const [, , file = '', ms] = process.argv;
const db = new Database(file);
const release = () => {
  db.exec('COMMIT');
  process.disconnect();
};
db.exec('BEGIN IMMEDIATE');
process.send?.('locked');
if (ms === undefined) process.once('message', release);
else setTimeout(release, Number(ms));
