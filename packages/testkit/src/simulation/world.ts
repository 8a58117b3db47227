/** The world of one history: threads, providers, readers, a disk and a clock. */
import type { RunCommand, RunState } from '@perdure/run';
import type { LocalStore, ProviderRequest, Run } from '@perdure/runtime';
import { isPruned, type LocalStartOptions, type Receipt, type ThreadEvent } from '@perdure/thread';
import { GuaranteeError, holds } from '../guarantee.ts';
import { Acknowledged } from './acknowledged.ts';
import { checkCall } from './check-call.ts';
import type { RunStory } from './check-log.ts';
import { checkWorld } from './check-world.ts';
import { countTransitions } from './count-transitions.ts';
import type { Coverage } from './coverage.ts';
import type { PowerCut } from './faulty-store.ts';
import { PagedViews } from './paged-views.ts';
import { SimulatedProviders } from './providers.ts';
import { Reader, type ReaderKind, readerThrew } from './readers.ts';
import { SimulatedHost } from './simulated-host.ts';
import { VirtualTime } from './virtual-time.ts';

export interface WorldOptions {
  /** Opens the store with the same data each time. The store that was opened before is closed by then. */
  open: () => LocalStore;
  coverage: Coverage;
}

export const threadIds = ['t0', 't1', 't2'] as const;

/** Names of the errors with which the runtime may reject a call. Any other error is a defect. */
const refusals = new Set([
  'StoreWriteError',
  'RuntimeClosedError',
  'UnknownRunError',
  'CannotReplaceError',
  'RunIdTakenError',
]);

export class World {
  readonly time = new VirtualTime();
  readonly providers = new SimulatedProviders();
  readonly acknowledged = new Acknowledged();
  readonly readers: Reader[] = [];
  readonly runIds: string[] = [];
  /** Runs that take up others, by the receipts. */
  readonly resumedIds: string[] = [];
  readonly coverage: Coverage;
  readonly #options: WorldOptions;
  readonly #errors: unknown[] = [];
  readonly #paged = new PagedViews();
  #store: LocalStore;
  #host!: SimulatedHost;
  #ids = 0;
  #meddled = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.coverage = options.coverage;
    this.#store = options.open();
  }

  get host(): SimulatedHost {
    return this.#host;
  }

  get store(): LocalStore {
    return this.#store;
  }

  /** Starts a host on the recorded data. Tries up to five times, because the power may be cut during a start. */
  async begin(cut?: PowerCut): Promise<void> {
    for (let tries = 0; ; tries++) {
      this.#host = new SimulatedHost({
        store: this.#store,
        time: this.time,
        providers: this.providers,
        onWrites: (writes, store) => {
          countTransitions(this.coverage, writes, store, this.time.now);
          this.#guard(() => this.acknowledged.losses.note(writes, store, this.time.elapsed));
        },
        newId: () => `m${++this.#ids}`,
        onCall: (request) => this.#called(request),
        onError: (error) => this.#checkError(error),
      });
      if (await this.#host.start(tries === 0 ? cut : undefined)) {
        if (this.#host.runtime !== undefined) this.#paged.follow(this.#host.runtime, threadIds);
        return;
      }
      this.coverage.hit('power cut: while starting');
      if (tries > 3) throw new GuaranteeError('liveness', 'the host does not start any more.');
      this.#reopen();
    }
  }

  /** Ends the host's process, and starts another one on the recorded data. */
  async restart(cut?: PowerCut): Promise<void> {
    for (const runs of this.stories().values())
      for (const { state } of runs) this.coverage.hit(`crash in: ${state}`);
    this.#host.faulty.cutPower('now');
    for (const reader of this.readers) reader.leave();
    this.#reopen();
    await this.begin(cut);
  }

  /** Closes the runtime in good order, and starts another one. The log shows that the end has counted nothing. */
  async closeAndStart(): Promise<void> {
    await this.#host.runtime?.close();
    await this.#startAfterEnd();
  }

  /**
   * Drains the runtime, while one of its attempts ends, and starts another one. No attempt begins meanwhile.
   *
   * @param withinMs how long attempts may take, in milliseconds
   */
  async drainAndStart(withinMs: number): Promise<void> {
    const { acknowledged, host, providers, time } = this;
    const begun = acknowledged.calls.size;
    let isDrained = host.runtime === undefined;
    void host.runtime?.drain({ withinMs }).then(() => {
      isDrained = true;
    });
    await time.untilIdle();
    const [call] = providers.calls(true);
    if (call !== undefined) providers.act(call, 'finish');
    await time.pass(withinMs + 1);
    holds(isDrained || host.isDead, 'liveness', () => `no end of a drain within ${withinMs} ms.`);
    holds(acknowledged.calls.size === begun, 'G2', () => 'an attempt began during a drain.');
    await this.#startAfterEnd();
  }

  /** Starts another runtime after one that has ended in good order. */
  async #startAfterEnd(): Promise<void> {
    const { faulty } = this.#host;
    const isWritable = !faulty.isFaulty && !faulty.isDead && !faulty.hasLostPower;
    if (isWritable) {
      const left = this.#store
        .findRunningRuns()
        .find(({ id }) => this.#store.findRun(id)?.stored.context.policy.onLost === 'retry');
      holds(left === undefined, 'G6', () => `run ${left?.id} was closed, and is still running.`);
    }
    faulty.cutPower('now');
    for (const reader of this.readers) reader.leave();
    this.#reopen();
    await this.begin();
  }

  start(
    threadId: string,
    runId: string,
    prompt: string,
    more: Pick<LocalStartOptions, 'policy' | 'replaces' | 'onQuestion'>,
  ): void {
    const { host } = this;
    if (this.runIds.includes(runId)) this.coverage.hit('start: repeated id');
    else this.runIds.push(runId);
    const first = this.acknowledged.started.get(runId);
    host.runtime
      ?.thread(threadId)
      .start({ prompt, runId, ...more })
      .then(
        (run) => {
          if (host.isDead) return;
          if (first === undefined) this.#acknowledgeStart(run, prompt);
          if (more.replaces !== undefined) this.coverage.hit('start: replacing');
          this.#follow(run, host);
        },
        (error: unknown) => this.#refused('start: refused', error, host),
      );
  }

  send(runId: string, type: RunCommand['type']): void {
    const { host } = this;
    const run = this.#store.findRun(runId);
    if (run === undefined || host.runtime === undefined) return;
    const value = run.stored.state;
    if (type === 'run.retryNow')
      this.acknowledged.hurried.set(runId, (this.acknowledged.hurried.get(runId) ?? 0) + 1);
    if (type === 'run.start') this.acknowledged.goneOn.add(runId);
    const command = type === 'run.answer' ? { type, answer: 'yes' } : { type };
    host.runtime
      .thread(run.threadId)
      .send(runId, command)
      .then(
        (receipt) => {
          if (!host.isDead) this.#received(runId, type, value, receipt, host);
        },
        (error: unknown) => this.#refused('command: not written', error, host),
      );
  }

  join(kind: ReaderKind, threadId: string): void {
    const reader = new Reader({
      kind,
      threadId,
      recorded: (seq) => this.#recorded(threadId, seq),
      meddle: (item) => {
        if (isPruned(item) || this.#meddled++ > 6) return;
        const { type, runId } = item;
        if (type === 'run.retrying') this.send(runId, 'run.retryNow');
        if (type === 'message.delta') this.send(runId, 'run.cancel');
        if (type === 'run.started') this.join('plain', threadId);
      },
      report: (error) => this.#errors.push(error),
    });
    this.readers.push(reader);
    this.coverage.hit(`reader: ${kind}`);
    this.resume(reader);
  }

  resume(reader: Reader): void {
    const { host } = this;
    if (reader.isSubscribed || host.runtime === undefined || host.faulty.isFaulty) return;
    if (reader.position.seq > 0) this.coverage.hit('reader: resumed');
    if (reader.position.message !== undefined) this.coverage.hit('reader: resumed in a message');
    reader.join(host.runtime.thread(reader.options.threadId), () => host.isDead);
  }

  /** The runs of each thread, as its log has them. @throws {GuaranteeError} if a log breaks a rule */
  stories(): Map<string, RunStory[]> {
    return checkWorld(this.#store, threadIds, this.acknowledged);
  }

  /**
   * Checks the world. @throws {GuaranteeError} for a broken log, or one that a callback has found since the last check
   */
  check(): void {
    const [error] = this.#errors;
    if (error !== undefined) throw error;
    this.stories();
    if (!this.#host.isDead) this.#paged.check();
  }

  close(): void {
    this.#host.faulty.cutPower('now');
    void this.#store.close();
  }

  /** Checks a call. A poisoned run ends the process with it. */
  #called(request: ProviderRequest): void {
    const { losses } = this.acknowledged;
    losses.begin(request.idempotencyKey, this.time.elapsed);
    this.#guard(() => checkCall(this.#store, request, this.providers.confirmed, this.acknowledged));
    if (!losses.poisoned.has(request.runId)) return;
    this.coverage.hit('power cut: by a run');
    this.#host.faulty.cutPower('now');
  }

  #reopen(): void {
    this.#paged.leave();
    void this.#store.close();
    this.#store = this.#options.open();
  }

  #acknowledgeStart({ runId, threadId }: Run, prompt: string): void {
    this.acknowledged.started.set(runId, { threadId, prompt });
  }

  #follow(run: Run, host: SimulatedHost): void {
    const { runId } = run;
    run.subscribe(({ value }) => {
      if (host.isDead) return;
      const recorded = this.#store.findRun(runId)?.stored.state;
      this.#guard(() =>
        holds(
          value === recorded,
          'G1',
          () => `run ${runId} is shown ${value}, and is ${recorded}.`,
        ),
      );
    });
    run.done().then(
      ({ status }) => {
        if (!host.isDead) this.acknowledged.ended.set(runId, status);
      },
      () => {},
    );
  }

  #received(
    runId: string,
    type: string,
    state: RunState,
    receipt: Receipt,
    host: SimulatedHost,
  ): void {
    if (!receipt.accepted) this.coverage.hit('command: refused');
    else if (type === 'run.cancel') this.acknowledged.cancelled.add(runId);
    else if (type === 'run.retryNow') this.coverage.hit(`retryNow in: ${state}`);
    else if (type === 'run.start') this.coverage.hit('command: gone on');
    else if (receipt.resumedBy !== undefined) this.#resumed(receipt.resumedBy, host);
  }

  #resumed(runId: string, host: SimulatedHost): void {
    this.coverage.hit('command: resumed');
    this.resumedIds.push(runId);
    host.runtime?.run(runId).then(
      (run) => run && this.#follow(run, host),
      (error: unknown) => this.#refused('run: not read', error, host),
    );
  }

  #refused(what: string, error: unknown, host: SimulatedHost): void {
    if (host.isDead) return;
    this.coverage.hit(what);
    this.#checkError(error);
  }

  /** Checks an error of the runtime. A refusal is a typed error (G9); any other error is a defect, unless a reader threw. */
  #checkError(error: unknown): void {
    const { name = '', message = '' } = (error ?? {}) as Partial<Error>;
    const isFault =
      message.includes('disk I/O error (read)') || message === readerThrew || refusals.has(name);
    if (!isFault) this.#errors.push(new GuaranteeError('G9', `an error without a type: ${error}`));
  }

  #recorded(threadId: string, seq: number): ThreadEvent | undefined {
    return this.#store.events(threadId, seq - 1, 1)[0];
  }

  #guard(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#errors.push(error);
    }
  }
}
