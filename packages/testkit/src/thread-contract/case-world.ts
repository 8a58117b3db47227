/** The world of one contract case, with the functions that wait for something. Every wait has a time limit. */
import type { Readable, StartOptions, Thread, ThreadView } from '@perdure/thread';
import { GuaranteeError } from '../guarantee.ts';
import type { LedCall } from '../provider/index.ts';
import type { ThreadWorld } from './world.ts';

export class CaseWorld {
  readonly world: ThreadWorld;
  readonly #patienceMs: number;
  readonly #stops: (() => void)[] = [];

  constructor(world: ThreadWorld, patienceMs: number) {
    this.world = world;
    this.#patienceMs = patienceMs;
  }

  thread(id: string): Thread {
    return this.world.thread(id);
  }

  /** Starts a run, and waits for its first call of the provider. */
  async start(
    thread: Thread,
    options: Partial<StartOptions> = {},
  ): Promise<{ runId: string; call: LedCall }> {
    const { runId } = await thread.start({ prompt: 'Why?', ...options });
    return { runId, call: await this.call(runId) };
  }

  /** Starts a run and lets the provider answer with a text. Resolves once the run has completed. */
  async answer(thread: Thread, text: string, options: Partial<StartOptions> = {}): Promise<string> {
    const watcher = this.watch(thread);
    const { runId, call } = await this.start(thread, options);
    call.send({ type: 'text', text }, { type: 'finish', reason: 'stop' });
    await watcher.until(`run '${runId}' completes`, isIn(runId, 'completed'));
    watcher.stop();
    return runId;
  }

  /** Waits for a call of the provider. @param number 1 for the run's first call */
  call(runId: string, number = 1): Promise<LedCall> {
    return this.within(`call ${number} of run '${runId}'`, this.world.provider.call(runId, number));
  }

  /** Subscribes to the thread. The subscription lasts until the end of the case. */
  watch(thread: Readable<ThreadView>): Watcher {
    const watcher = new Watcher(this, thread);
    this.#stops.push(() => watcher.stop());
    return watcher;
  }

  /**
   * Waits for a promise.
   *
   * @throws {GuaranteeError} if the promise takes longer than the contract's `patienceMs`
   */
  async within<T>(what: string, promise: Promise<T>, seen: () => unknown = () => ''): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const text = `${what}: not within ${this.#patienceMs} ms. ${JSON.stringify(seen())}`;
        reject(new GuaranteeError('thread', text));
      }, this.#patienceMs);
    });
    try {
      return await Promise.race([promise, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    await this.world.close();
  }
}

/** A subscriber of a thread's view that stores every view that it receives. */
export class Watcher {
  readonly views: ThreadView[] = [];
  readonly #world: CaseWorld;
  readonly #thread: Readable<ThreadView>;
  #subscription: { unsubscribe(): void };
  #look = () => {};

  constructor(world: CaseWorld, thread: Readable<ThreadView>) {
    this.#world = world;
    this.#thread = thread;
    this.#subscription = this.#subscribe();
  }

  get view(): ThreadView {
    return this.#thread.getSnapshot();
  }

  /** Waits for a view that meets the condition, and resolves with it. The current view counts too. */
  until(what: string, condition: (view: ThreadView) => boolean): Promise<ThreadView> {
    const found = new Promise<ThreadView>((resolve) => {
      this.#look = () => {
        const { view } = this;
        if (condition(view)) resolve(view);
      };
      this.#look();
    });
    return this.#world.within(what, found, () => this.view);
  }

  stop(): void {
    this.#subscription.unsubscribe();
  }

  resume(): void {
    this.#subscription = this.#subscribe();
  }

  #subscribe() {
    return this.#thread.subscribe((view) => {
      this.views.push(view);
      this.#look();
    });
  }
}

/** Makes a condition on a view: the run is in the given state. */
export const isIn =
  (runId: string, state: ThreadView['runs'][number]['state']) =>
  ({ runs }: ThreadView): boolean =>
    runs.find(({ id }) => id === runId)?.state === state;
