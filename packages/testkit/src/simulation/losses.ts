/** What the world knows of attempts that are lost: which runs end the process, and which attempts were cleared. */
import type { LocalStore } from '@perdure/runtime';
import type { Write } from '@perdure/runtime/store';
import { holds } from '../guarantee.ts';
import type { RunStory } from './check-log.ts';

/** How long a suspect is alone before it is cleared, in milliseconds: the runtime's default. */
const isolationMs = 30_000;

export class Losses {
  /** Runs that end the process with each attempt. */
  readonly poisoned = new Set<string>();
  /** Number of power cuts that no run has caused. */
  crashes = 0;
  /** When each attempt began, by idempotency key, in milliseconds of the monotonic clock. */
  readonly #begun = new Map<string, number>();
  /** How many attempts of each run were cleared. */
  readonly #cleared = new Map<string, number>();

  begin(idempotencyKey: string, elapsed: number): void {
    this.#begun.set(idempotencyKey, elapsed);
  }

  /**
   * Notes the attempts that a transaction clears. No event tells it: the losses of a run that stays under way are gone.
   *
   * @param store in its state before the transaction
   * @throws {GuaranteeError} if an attempt is cleared that was not under way for long enough
   */
  note(writes: readonly Write[], store: LocalStore, elapsed: number): void {
    for (const write of writes) {
      if (write.type !== 'updateRun') continue;
      const { id, stored } = write.run;
      const before = store.findRun(id)?.stored;
      const staysUnderWay =
        stored.attemptFence !== null && before?.attemptFence === stored.attemptFence;
      if (!staysUnderWay || before.context.lossCount === 0 || stored.context.lossCount > 0)
        continue;
      this.#cleared.set(id, this.#of(id) + 1);
      const key = `${id}/${stored.attemptFence}`;
      const ms = elapsed - (this.#begun.get(key) ?? elapsed);
      holds(ms >= isolationMs, 'G6', () => `${key} was cleared after ${ms} ms.`);
    }
  }

  /** @throws {GuaranteeError} unless the losses of the run are counted, and bounded. @param most that may be lost in all */
  check({ id, clears, losses }: RunStory, most: number): void {
    const cleared = this.#of(id);
    holds(
      clears <= cleared,
      'G6',
      () => `the losses of run ${id} began anew ${clears} times, and ${cleared} were cleared.`,
    );
    holds(losses <= most, 'G6', () => `run ${id} came back after ${losses} losses.`);
  }

  /** @throws {GuaranteeError} if a run was given up that was merely beside one that ends the process */
  checkEnd({ id, totalRetryCount }: RunStory, store: LocalStore): void {
    const isGivenUp = store.findRun(id)?.stored.context.failure?.code === 'process_lost';
    const mayBe = this.poisoned.has(id) || this.crashes > 0 || totalRetryCount > 0;
    holds(!isGivenUp || mayBe, 'G6', () => `run ${id} was given up, and ended no process.`);
  }

  #of(runId: string): number {
    return this.#cleared.get(runId) ?? 0;
  }
}
