/** One life of a host: from a start to the moment in which its power goes, or it is closed. */
import {
  createRuntime,
  type ProviderRequest,
  type Runtime,
  type RuntimeOptions,
  type Store,
} from '@perdure/runtime';
import { FaultyStore, type PowerCut, type Watcher } from './faulty-store.ts';
import type { Puppets } from './puppets.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface LifeOptions {
  store: Store;
  time: VirtualTime;
  puppets: Puppets;
  watcher: Watcher;
  newId: () => string;
  onCall: (request: ProviderRequest) => void;
  onError: (error: unknown) => void;
}

export class Life {
  readonly faulty: FaultyStore;
  runtime: Runtime | undefined;
  readonly #options: LifeOptions;

  constructor(options: LifeOptions) {
    this.#options = options;
    this.faulty = new FaultyStore(options.store, options.watcher);
  }

  get isOver(): boolean {
    return this.faulty.isDead;
  }

  /** False if it ended, or could not begin. */
  async begin(cut?: PowerCut): Promise<boolean> {
    const { time, puppets, newId, onCall, onError } = this.#options;
    const isOver = () => this.isOver;
    if (cut !== undefined) this.faulty.cutPower(cut);
    const options: RuntimeOptions = {
      store: this.faulty.store,
      clock: time.clock(() => !this.isOver),
      provider: puppets.provider(isOver, onCall),
      policy: { jitter: 'equal' },
      random: () => 0.5,
      newId,
      onError: (error) => {
        if (!this.isOver) onError(error);
      },
    };
    let failed: unknown;
    createRuntime(options).then(
      (runtime) => {
        this.runtime = runtime;
      },
      (error: unknown) => {
        failed = error;
      },
    );
    while (this.runtime === undefined && failed === undefined && !this.isOver) await time.turn();
    if (this.runtime === undefined) this.faulty.cutPower('now');
    return !this.isOver;
  }
}
