/** Installs the peers' packages. They are outside of the workspace, so that only the bench installs them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const command = ['npx', '-y', 'pnpm@12.21.0', 'install', '--ignore-workspace', '--frozen-lockfile'];

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
}

/** The version of an installed package; null if it is not installed. */
export function installedVersion(name: string): string | null {
  try {
    return read(join('node_modules', name, 'package.json')).version ?? null;
  } catch {
    return null;
  }
}

/**
 * Installs packages that are missing or of another version, and reports that on stderr.
 *
 * @throws {Error} if the installation fails
 */
export async function installPeers(): Promise<void> {
  if (isInstalled()) return;
  process.stderr.write(`Installing the peers, about 330 MB in ${root}: ${command.join(' ')}\n`);
  const [program = '', ...args] = command;
  const installing = spawn(program, args, {
    cwd: root,
    env: environment(),
    // pnpm's progress goes to stderr too, because stdout holds the tables.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const [code] = await once(installing, 'exit');
  if (code !== 0 || !isInstalled())
    throw new Error(`The peers could not be installed: '${command.join(' ')}' failed in ${root}.`);
}

function environment(): NodeJS.ProcessEnv {
  const { HOME, ...rest } = process.env;
  // CI prevents questions. An empty HOME is left out, because npm would keep its cache in a folder named ~ here.
  return { ...rest, CI: 'true', ...(HOME ? { HOME } : {}) };
}

function isInstalled(): boolean {
  return Object.entries(read('package.json').dependencies ?? {}).every(
    ([name, version]) => installedVersion(name) === version,
  );
}

function read(file: string): Manifest {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
}
