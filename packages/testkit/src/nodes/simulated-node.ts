/** A process of the simulation: it may die, be frozen, or be cut off from the database. */
import type { Clock } from '@perdure/runtime';
import type { VirtualTime } from '../simulation/virtual-time.ts';

export class SimulatedNode {
  readonly id: string;
  readonly #time: VirtualTime;
  readonly #waiting: (() => void)[] = [];
  isAlive = true;
  /** True if nothing gets through to the database and back. */
  isCutOff = false;
  #isFrozen = false;

  constructor(id: string, time: VirtualTime) {
    this.id = id;
    this.#time = time;
  }

  /** The clock of the process. Nothing fires while it is frozen; what has come due fires once it goes on. */
  get clock(): Clock {
    const clock = this.#time.clock(() => this.isAlive);
    return {
      ...clock,
      setTimeout: (callback, ms) => clock.setTimeout(() => this.#call(callback), ms),
      defer: (callback) => clock.defer(() => this.#call(callback)),
    };
  }

  freeze(): void {
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const callback of this.#waiting.splice(0)) this.#call(callback);
  }

  #call(callback: () => void): void {
    if (!this.isAlive) return;
    if (this.#isFrozen) this.#waiting.push(callback);
    else callback();
  }
}
