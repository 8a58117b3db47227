/** A simulated process of a host: one runtime, from its start until its power is cut or it is closed. */
import {
  createRuntime,
  type LocalStore,
  type ProviderRequest,
  type Runtime,
  type RuntimeOptions,
} from '@perdure/runtime';
import { FaultyStore, type OnWrites, type PowerCut } from './faulty-store.ts';
import type { SimulatedProviders } from './providers.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface SimulatedHostOptions {
  store: LocalStore;
  time: VirtualTime;
  providers: SimulatedProviders;
  onWrites: OnWrites;
  newId: () => string;
  onCall: (request: ProviderRequest) => void;
  onError: (error: unknown) => void;
}

export class SimulatedHost {
  readonly faulty: FaultyStore;
  /** The runtime; undefined until it has started. */
  runtime: Runtime | undefined;
  readonly #options: SimulatedHostOptions;

  constructor(options: SimulatedHostOptions) {
    this.#options = options;
    this.faulty = new FaultyStore(options.store, options.onWrites, options.time.underWay);
  }

  get isDead(): boolean {
    return this.faulty.isDead;
  }

  /**
   * Starts the runtime. Resolves with false if the runtime could not start, or if the power was cut during the start.
   */
  async start(cut?: PowerCut): Promise<boolean> {
    const { time, providers, newId, onCall, onError } = this.#options;
    const isDead = () => this.isDead;
    if (cut !== undefined) this.faulty.cutPower(cut);
    const options: RuntimeOptions = {
      store: this.faulty.store,
      clock: time.clock(() => !this.isDead),
      provider: providers.provider(isDead, onCall),
      policy: { jitter: 'equal' },
      random: () => 0.5,
      newId,
      onError: (error) => {
        if (!this.isDead) onError(error);
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
    while (this.runtime === undefined && failed === undefined && !this.isDead)
      await time.eventLoopTurn();
    if (this.runtime === undefined) this.faulty.cutPower('now');
    return !this.isDead;
  }
}
