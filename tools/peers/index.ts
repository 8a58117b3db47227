/**
 * Packages that are compared with Perdure, or that it is measured with. They stand in a root of their own, outside of the
 * workspace, so that only the command that needs them installs them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
}

export class Peers {
  readonly #root: string;
  readonly #command: readonly string[];
  readonly #size: string;

  /**
   * @param root the folder of their package.json
   * @param size what the installation takes, for people
   * @param args more arguments of `pnpm install`
   */
  constructor(root: string, size: string, args: readonly string[] = []) {
    const install = ['install', '--ignore-workspace', '--frozen-lockfile', ...args];
    this.#root = root;
    this.#size = size;
    this.#command = ['npx', '-y', 'pnpm@12.21.0', ...install];
  }

  /** The version of an installed package; null if it is not installed. */
  readonly installedVersion = (name: string): string | null => {
    try {
      return this.#read(join('node_modules', name, 'package.json')).version ?? null;
    } catch {
      return null;
    }
  };

  /**
   * Installs packages that are missing or of another version, and reports that on stderr.
   *
   * @throws {Error} if the installation fails
   */
  async install(): Promise<void> {
    if (this.#isInstalled()) return;
    const line = this.#command.join(' ');
    process.stderr.write(`Installing the peers, about ${this.#size} in ${this.#root}: ${line}\n`);
    const [program = '', ...args] = this.#command;
    const installing = spawn(program, args, {
      cwd: this.#root,
      env: environment(),
      // pnpm's progress goes to stderr too, because stdout holds the tables.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    const [code] = await once(installing, 'exit');
    if (code !== 0 || !this.#isInstalled())
      throw new Error(`The peers could not be installed: '${line}' failed in ${this.#root}.`);
  }

  #isInstalled(): boolean {
    return Object.entries(this.#read('package.json').dependencies ?? {}).every(
      ([name, version]) => this.installedVersion(name) === version,
    );
  }

  #read(file: string): Manifest {
    return JSON.parse(readFileSync(join(this.#root, file), 'utf8')) as Manifest;
  }
}

function environment(): NodeJS.ProcessEnv {
  const { HOME, ...rest } = process.env;
  // CI prevents questions. An empty HOME is left out, because npm would keep its cache in a folder named ~ here.
  return { ...rest, CI: 'true', ...(HOME ? { HOME } : {}) };
}
