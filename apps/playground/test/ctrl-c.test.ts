/** Ctrl-C in a terminal signals the whole process group: the answer under way ends, then the processes do. A second one ends them at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { connectThread } from '@perdure/http/client';
import { startModelServer } from '@perdure/model-server';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { streams } from './world.ts';

const sources = resolve(import.meta.dirname, '../src');

interface Playground {
  url: string;
  /** Process id of the server. */
  pid: number;
  /** The process group as `process.kill` takes it: the supervisor's id, negated. */
  group: number;
  /** Resolves when the supervisor has ended. */
  exit: Promise<unknown>;
}

/** Supervises a playground in a process group of its own, as `pnpm demo` does. Its files are in the folder. */
async function start(folder: string, modelUrl: string): Promise<Playground> {
  const program = join(folder, 'supervisor.mjs');
  const args = [`--data=${join(folder, 'a.db')}`, '--port=0', `--model-url=${modelUrl}`];
  writeFileSync(
    program,
    `import { supervise } from '${sources}/supervise.ts';
    supervise('${sources}/server/main.ts', {
      argumentsFor: () => ${JSON.stringify(args)},
      onGiveUp: (code) => process.exit(code),
    });`,
  );
  const supervisor = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const group = -(supervisor.pid ?? 0);
  const exit = once(supervisor, 'exit');
  onTestFinished(() => {
    if (supervisor.exitCode === null) process.kill(group, 'SIGKILL');
  });
  for await (const line of createInterface({ input: supervisor.stdout })) {
    const [, url, pid] = /is at (http:\S+) \(pid (\d+)\)/.exec(line) ?? [];
    if (url === undefined) continue;
    supervisor.stdout.resume();
    return { url, pid: Number(pid), group, exit };
  }
  throw new Error('The supervisor ended before the playground was up.');
}

const ctrlC = ({ group }: Playground) => process.kill(group, 'SIGINT');

it.each<[string, (playground: Playground) => unknown, string]>([
  ['Ctrl-C', ctrlC, 'completed'],
  [
    // A stopped process learns in any order of the signal, and that its supervisor has disconnected.
    'Ctrl-C while the server is stopped',
    async (playground) => {
      process.kill(playground.pid, 'SIGSTOP');
      ctrlC(playground);
      await new Promise((resolve) => setTimeout(resolve, 200));
      process.kill(playground.pid, 'SIGCONT');
    },
    'completed',
  ],
  [
    'a second signal to all',
    (playground) => {
      ctrlC(playground);
      process.kill(playground.group, 'SIGTERM');
    },
    'retrying',
  ],
  [
    'a second signal to the supervisor',
    ({ group }) => {
      process.kill(-group, 'SIGINT');
      process.kill(-group, 'SIGTERM');
    },
    'retrying',
  ],
])('after %s the processes end', async (_, signal, state) => {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const model = await startModelServer({ tokenDelayMs: 20 });
  onTestFinished(() => model.close());
  const playground = await start(folder, model.baseUrl);
  const thread = connectThread({ url: `${playground.url}/api`, threadId: 't1' });
  const subscription = thread.subscribe(() => {});
  onTestFinished(() => subscription.unsubscribe());
  await thread.start({ prompt: 'Why is the sky blue?' });
  await streams(thread);

  await signal(playground);
  await playground.exit;

  const db = new Database(join(folder, 'a.db'), { readonly: true });
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT state FROM runs').all()).toEqual([{ state }]);
});
