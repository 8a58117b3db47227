/** Finds PostgreSQL's programs, because no installation puts all of them on the PATH. */
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const noPostgres =
  'No PostgreSQL was found: install one (Debian: apt-get install postgresql, macOS: brew install postgresql) or put its initdb on the PATH.';

const places = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql*/bin',
  '/usr/local/opt/postgresql*/bin',
  '/Applications/Postgres.app/Contents/Versions/latest/bin',
];

/**
 * The folder of `initdb` and `postgres`: the one on the PATH, or else the newest version.
 *
 * @throws {Error} if there is none
 */
export function findPostgres(): string {
  const onPath = (process.env.PATH ?? '').split(delimiter);
  const newestFirst = places.flatMap((place) =>
    globSync(place).toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })),
  );
  const found = [...onPath, ...newestFirst].find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error(noPostgres);
  return found;
}
