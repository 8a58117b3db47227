/** `pnpm demo` or `pnpm dev` in a process of its own, on a free port and with a database of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type DemoInfo,
  demoPaths,
  type Effect,
  type Fault,
  type Plan,
  type ReceivedRequest,
} from '../src/demo-api.ts';

const root = resolve(import.meta.dirname, '..');

export class DemoProcess {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  /**
   * @param fill writes the database before the program opens it
   * @param more arguments of the command line
   */
  static async start(
    program: 'demo' | 'dev' = 'demo',
    fill: (data: string) => Promise<void> = async () => {},
    more: readonly string[] = [],
  ): Promise<DemoProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
    const data = join(folder, 'playground.db');
    await fill(data);
    const demo = spawn(
      process.execPath,
      [`src/${program}.ts`, '--port=0', `--data=${data}`, ...more],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, PERDURE_BASE_URL: '', PERDURE_MODEL: '' },
      },
    );
    for await (const line of createInterface({ input: demo.stdout })) {
      const url = /(?:The playground|Node n1) is at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (url !== undefined) {
        demo.stdout.resume();
        return new DemoProcess(demo, url, folder);
      }
    }
    throw new Error('The demo ended before it named its page.');
  }

  private constructor(demo: ChildProcess, url: string, folder: string) {
    this.#process = demo;
    this.url = url;
    this.#folder = folder;
  }

  async info(): Promise<DemoInfo> {
    return (await fetch(`${this.url}${demoPaths.info}`)).json() as Promise<DemoInfo>;
  }

  /** All calls succeed until the next plan. */
  clearPlan(): Promise<void> {
    return this.plan([]);
  }

  async plan(faults: Fault[]): Promise<void> {
    const body = JSON.stringify({ faults } satisfies Plan);
    await fetch(`${this.url}${demoPaths.plan}`, { method: 'PUT', body });
  }

  async planned(): Promise<Fault[]> {
    const answer = await fetch(`${this.url}${demoPaths.plan}`);
    return ((await answer.json()) as Plan).faults;
  }

  async effects(): Promise<Effect[]> {
    const answer = await fetch(`${this.url}${demoPaths.effects}`);
    return ((await answer.json()) as { effects: Effect[] }).effects;
  }

  async requests(): Promise<ReceivedRequest[]> {
    const answer = await fetch(`${this.url}${demoPaths.requests}`);
    return ((await answer.json()) as { requests: ReceivedRequest[] }).requests;
  }

  /** Kills the server. The demo starts it again. */
  async kill(): Promise<void> {
    await fetch(`${this.url}${demoPaths.kill}`, { method: 'POST' }).catch(() => {});
  }

  /** Ends the demo as Ctrl-C does. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGINT');
    await exit;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
