/** Real processes: the playground's server, which a test may kill, and the model server, which fails as planned. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectThread, type RemoteThread } from '@perdure/http/client';
import { type Fault, type ModelServer, startModelServer } from '@perdure/model-server';
import { currentRun, type RunView, type Subscription, textOf } from '@perdure/thread';
import Database from 'better-sqlite3';
import { it as baseIt, vi } from 'vitest';

const main = resolve(import.meta.dirname, '../src/server/main.ts');

export class World {
  readonly model: ModelServer;
  readonly file: string;
  readonly #folder: string;
  readonly #page: string;
  #server: ChildProcess | undefined;
  url = '';

  readonly #subscriptions: Subscription[] = [];

  static async open(faults: Fault[] = [], { tokenDelayMs = 5, page = '' } = {}): Promise<World> {
    const world = new World(await startModelServer({ faults, tokenDelayMs }), page);
    await world.start();
    return world;
  }

  private constructor(model: ModelServer, page: string) {
    this.model = model;
    this.#folder = mkdtempSync(join(tmpdir(), 'perdure-'));
    this.file = join(this.#folder, 'playground.db');
    this.#page = page || this.#folder;
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    await this.kill();
    await this.model.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Starts the server's process. Later ones take the port of the first. */
  async start(): Promise<void> {
    const port = this.url === '' ? 0 : new URL(this.url).port;
    const server = spawn(
      process.execPath,
      [
        main,
        `--data=${this.file}`,
        `--page=${this.#page}`,
        `--port=${port}`,
        `--model-url=${this.model.baseUrl}`,
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, PERDURE_BASE_URL: '' },
      },
    );
    this.#server = server;
    const message = await Promise.race([
      once(server, 'message').then(([sent]) => sent as { url: string }),
      once(server, 'exit').then(([code]) =>
        Promise.reject(new Error(`The server exited: ${code}`)),
      ),
    ]);
    this.url = message.url;
  }

  /** Kills the server with SIGKILL. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.signalCode !== null || server.exitCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
  }

  /** A thread over HTTP, subscribed until the world closes. */
  thread(threadId = 't1'): RemoteThread {
    const thread = connectThread({ url: `${this.url}/api`, threadId });
    this.#subscriptions.push(thread.subscribe(() => {}));
    return thread;
  }

  /** Rows of the database, read by a second connection while the server has it open. */
  rows<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Row[] {
    const db = new Database(this.file, { readonly: true });
    try {
      return db.prepare<unknown[], Row>(sql).all(...values);
    } finally {
      db.close();
    }
  }

  /** All messages that the model has received, as JSON. */
  sent(): string {
    return JSON.stringify(this.model.received().map(({ messages }) => messages));
  }
}

/** Waits until the condition holds. After 25 s it fails, with what `present` returns. */
export const until = (
  holds: () => boolean,
  present: () => unknown = () => undefined,
): Promise<void> =>
  vi.waitFor(
    () => {
      if (!holds())
        throw new Error(`It does not hold: ${holds}; there is ${JSON.stringify(present())}`);
    },
    { timeout: 25_000, interval: 20 },
  );

/** Waits until the thread's run is in the state. */
export async function reaches(thread: RemoteThread, state: RunView['state']): Promise<RunView> {
  const run = () => currentRun(thread.getSnapshot());
  await until(() => run()?.state === state, run);
  return run() as RunView;
}

/** Waits until the answer being written has some text, and returns it. */
export async function streams(thread: RemoteThread): Promise<string> {
  const half = () => {
    const message = thread.getSnapshot().messages.find(({ status }) => status === 'streaming');
    return message === undefined ? '' : textOf(message);
  };
  await until(() => half().length > 10, half);
  return half();
}

interface Fixtures {
  /** Opens a world that closes with the test. */
  open: typeof World.open;
}

export const it = baseIt.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture says by its pattern that it needs no other
  open: async ({}, use) => {
    const worlds: World[] = [];
    await use(async (...options) => {
      const world = await World.open(...options);
      worlds.push(world);
      return world;
    });
    for (const world of worlds) await world.close();
  },
});
