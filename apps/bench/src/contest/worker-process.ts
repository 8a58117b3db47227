/** A worker as its parent sees it: one question at a time, and gone when it is told to. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, startChild } from '../children.ts';
import type { Answer, Command, Spec } from './protocol.ts';

/** How long an answer may take beyond the time that was asked for: a cluster of PostgreSQL is made in it. */
const patienceMs = 60_000;

export class WorkerProcess {
  readonly #child: ChildProcess;

  constructor(spec: Spec) {
    this.#child = startChild(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(spec)], {
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

  end(): Promise<void> {
    return endChild(this.#child);
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
