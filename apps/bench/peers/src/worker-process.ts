/** A worker as its parent sees it: one question at a time, and gone when it is told to. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Command, Spec } from './protocol.ts';

/** How long an answer may take beyond the time that was asked for: a cluster of PostgreSQL is made in it. */
const patienceMs = 60_000;
const closingMs = 10_000;

export class WorkerProcess {
  readonly #child: ChildProcess;

  constructor(spec: Spec) {
    this.#child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(spec)], {
      // What a peer finds deprecated in its own dependencies is no news for whoever measures it.
      execArgv: ['--no-deprecation'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** Resolves when the contender is ready. */
  async started(): Promise<void> {
    await this.#answer(patienceMs);
  }

  /** Throws what went wrong in the worker, or that it ended or is silent. */
  async ask(command: Command, ms: number): Promise<Exclude<Answer, { failed: string }>> {
    const answer = this.#answer(ms + patienceMs);
    this.#child.send(command);
    return answer;
  }

  /** However it stands with it: it closes its contender and ends, or is ended. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    // Its contender closes, and it ends, as soon as nobody speaks to it any more.
    if (this.#child.connected) this.#child.disconnect();
    const patience = new AbortController();
    const ended = await Promise.race([exit, sleep(closingMs, null, { signal: patience.signal })]);
    patience.abort();
    if (ended === null) this.#child.kill('SIGKILL');
    await exit;
  }

  async #answer(ms: number): Promise<Exclude<Answer, { failed: string }>> {
    const over = new AbortController();
    const { signal } = over;
    try {
      const [answer] = (await Promise.race([
        once(this.#child, 'message', { signal }),
        once(this.#child, 'exit', { signal }).then(([code, by]) => [
          { failed: `Its process ended with ${code ?? by}.` },
        ]),
        sleep(ms, [{ failed: `It did not answer within ${ms / 1_000} s.` }], { signal }),
      ])) as [Answer];
      if ('failed' in answer) throw new Error(answer.failed);
      return answer;
    } finally {
      over.abort();
    }
  }
}
