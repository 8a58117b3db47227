/**
 * This node among those that share the store: it says that it is alive, records the attempts of those that are gone as
 * lost, and ends those of its own that another node has taken over.
 */
import { isStoreWriteError, RuntimeClosedError } from '@perdure/thread';
import type { Attempts } from '../attempt/attempts.ts';
import type { Beat, RunningRun, Sharing } from '../ports/store.ts';
import type { Follower } from './follower.ts';
import type { SharedClock } from './shared-clock.ts';
import type { Timers } from './timers.ts';

export interface NeighboursOptions {
  sharing: Sharing;
  /** Shows the time of the store. */
  clock: SharedClock;
  attempts: Pick<Attempts, 'underWay' | 'stop'>;
  timers: Pick<Timers, 'rearm'>;
  follower: Pick<Follower, 'poll' | 'told'>;
  /** Records that an attempt is lost. */
  recordLost: (run: RunningRun) => Promise<void>;
  onError: (error: unknown) => void;
}

/** Time between two beats, milliseconds. */
const beatMs = 1_000;

export class Neighbours {
  readonly #options: NeighboursOptions;
  /** Attempts that are recorded as this node's and are not under way in it, since the last beat. */
  #strays = new Set<string>();
  #timer: unknown;
  #isClosed = false;
  /** True from a beat that has failed on, because each error is told once. */
  #hasFailed = false;

  constructor(options: NeighboursOptions) {
    this.#options = options;
  }

  /** Reads the store's clock. @throws what the store throws */
  async join(): Promise<void> {
    await this.#beat();
  }

  /** Begins to beat. */
  start(): void {
    const { sharing, follower } = this.#options;
    sharing.listen((told) => {
      if (!this.#isClosed) follower.told(told);
    });
    this.#sleep();
  }

  close(): void {
    this.#isClosed = true;
    this.#options.clock.clearTimeout(this.#timer);
  }

  #sleep(): void {
    if (this.#isClosed) return;
    const { clock } = this.#options;
    this.#timer = clock.setTimeout(() => void this.#next(), beatMs);
  }

  async #next(): Promise<void> {
    const { timers, follower, onError } = this.#options;
    try {
      const before = this.#options.attempts.underWay();
      const beat = await this.#beat();
      if (this.#isClosed) return;
      this.#stopTaken(before, beat);
      timers.rearm();
      await Promise.all([this.#recordLost(beat), follower.poll()]);
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#isClosed && !this.#hasFailed) onError(error);
      this.#hasFailed = true;
    }
    this.#sleep();
  }

  async #beat(): Promise<Beat> {
    const { sharing, clock } = this.#options;
    const asked = clock.elapsed();
    const beat = await sharing.beat();
    clock.set(beat.now, clock.elapsed() - asked);
    return beat;
  }

  /** Stops attempts that the record does not have as this node's any more. @param before those under way before the beat */
  #stopTaken(before: readonly RunningRun[], { own }: Beat): void {
    const recorded = new Set(own.map(keyOf));
    for (const run of before)
      if (!recorded.has(keyOf(run)) && run.attemptFence !== null)
        this.#options.attempts.stop(run.id, run.attemptFence);
  }

  /**
   * Records lost attempts: those of nodes that are gone, and those of this node that never began here, because the answer
   * to their start was lost. They are strays for a whole beat first, because a start may be recorded and not released yet.
   */
  async #recordLost({ own, lost }: Beat): Promise<void> {
    const { attempts, recordLost, onError } = this.#options;
    const underWay = new Set(attempts.underWay().map(keyOf));
    const strays = own.filter((run) => !underWay.has(keyOf(run)));
    const mine = strays.filter((run) => this.#strays.has(keyOf(run)));
    this.#strays = new Set(strays.map(keyOf));
    const results = await Promise.allSettled([...lost, ...mine].map(recordLost));
    for (const result of results)
      if (result.status === 'rejected' && !isOfStore(result.reason)) onError(result.reason);
  }
}

const keyOf = ({ id, attemptFence }: RunningRun): string => `${id}/${attemptFence}`;

/** True for an error after which the next beat tries again. */
const isOfStore = (error: unknown): boolean =>
  error instanceof RuntimeClosedError || isStoreWriteError(error);
