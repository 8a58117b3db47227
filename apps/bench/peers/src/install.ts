/** The peers' packages: not part of the workspace, so that nobody installs them who does not measure. */
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

/** The version of a package that is installed; null if none is. */
export function installedVersion(name: string): string | null {
  try {
    return read(join('node_modules', name, 'package.json')).version ?? null;
  } catch {
    return null;
  }
}

/** Installs what is missing or of another version, and says so on stderr. Throws if it cannot. */
export async function installPeers(): Promise<void> {
  if (isInstalled()) return;
  process.stderr.write(`Installing the peers, some 330 MB in ${root}: ${command.join(' ')}\n`);
  const [program = '', ...args] = command;
  const installing = spawn(program, args, {
    cwd: root,
    env: environment(),
    // What pnpm says of its progress goes where ours goes.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const [code] = await once(installing, 'exit');
  if (code !== 0 || !isInstalled())
    throw new Error(`The peers could not be installed: '${command.join(' ')}' failed in ${root}.`);
}

function environment(): NodeJS.ProcessEnv {
  const { HOME, ...rest } = process.env;
  // With CI, nobody is asked anything. An empty HOME would make npm keep its cache in a folder called ~ here.
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
