/** The parent's handle on a worker: one command at a time. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, startChild } from '../children.ts';
import type { Answer, Command, Spec } from './protocol.ts';

/** How long an answer may take beyond the measured time, milliseconds: enough time to create a PostgreSQL cluster. */
const patienceMs = 60_000;

export class WorkerProcess {
  readonly #child: ChildProcess;

  /** @param under as that of `startChild` */
  constructor(spec: Spec, under?: readonly string[]) {
    this.#child = startChild(
      join(import.meta.dirname, 'worker.ts'),
      [JSON.stringify(spec)],
      {
        // Deprecations in a peer's dependencies do not concern the reader of the bench.
        execArgv: ['--no-deprecation'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
      under,
    );
  }

  /** Resolves when the contender is ready. */
  async started(): Promise<void> {
    await this.#answer(patienceMs);
  }

  /**
   * Sends a command, and resolves with the worker's answer. Rejects with the worker's error, or if the worker ends or
   * does not answer.
   *
   * @param ms duration of the command
   */
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
