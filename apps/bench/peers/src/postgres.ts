/**
 * A PostgreSQL of the bench's own: a new cluster in a folder, on loopback, at a free port, with a random password. It
 * ends with the process; after `kill -9` of the process, it ends when its folder is removed.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPostgres } from './find-postgres.ts';
import { cpuSeconds } from './process-cpu.ts';

export interface Postgres {
  url: string;
  /** Seconds of CPU that all its processes have used; 0 where the system has no /proc. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL. @param settings names and values of its configuration */
export async function startPostgres(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<Postgres> {
  const bin = findPostgres();
  const user = unprivileged();
  const data = join(folder, 'postgres');
  const passwordFile = join(folder, 'password');
  const password = randomBytes(16).toString('hex');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined)
    for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } };
  execFileSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'bench',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--locale=C',
      '-E',
      'UTF8',
    ],
    { ...options, stdio: 'pipe' },
  );
  rmSync(passwordFile);

  const port = await freePort();
  const all = {
    ...settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
  };
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = () => server.kill('SIGINT');
  process.once('exit', kill);
  await ready(server);
  return {
    url: `postgresql://bench:${password}@127.0.0.1:${port}/bench`,
    cpuSeconds: () => cpuSeconds(server.pid ?? 0),
    async stop() {
      process.off('exit', kill);
      if (server.exitCode !== null || !kill()) return;
      await once(server, 'exit');
    },
  };
}

/** The user `nobody` if this process is root, because PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

/** Resolves once the server accepts connections. Reads the log until the end, so that the server never blocks on it. */
async function ready(server: ChildProcess & { stderr: NodeJS.ReadableStream }): Promise<void> {
  const lines: string[] = [];
  const log = createInterface({ input: server.stderr });
  await new Promise<void>((resolve, reject) => {
    log.on('line', (line) => {
      if (line.includes('ready to accept connections')) resolve();
      if (lines.push(line) > 20) lines.shift();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${lines.join(' ')}`)));
  });
}
