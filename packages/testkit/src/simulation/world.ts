/** The world of one history: threads, providers, readers, a disk and a clock, and what becomes of them. */
import type { RunState } from '@perdure/run';
import type { Receipt, Run, StartOptions, Store, ThreadEvent, Write } from '@perdure/runtime';
import { checkCall } from './check-call.ts';
import type { RunStory } from './check-log.ts';
import { checkWorld } from './check-world.ts';
import type { Coverage } from './coverage.ts';
import type { PowerCut } from './faulty-store.ts';
import { Life } from './life.ts';
import { Promises } from './promises.ts';
import { Puppets } from './puppets.ts';
import { Reader, type ReaderKind } from './readers.ts';
import { holds, ViolationError } from './violation.ts';
import { VirtualTime } from './virtual-time.ts';

export interface WorldOptions {
  /** Opens the same data each time; what was open before is closed or left behind. */
  open: () => Store;
  coverage: Coverage;
}

export const threadIds = ['t0', 't1', 't2'] as const;

/** What the runtime may refuse with. Anything else is a defect. */
const refusals = new Set([
  'StoreWriteError',
  'RuntimeClosedError',
  'UnknownRunError',
  'CannotReplaceError',
  'RunIdTakenError',
]);

export class World {
  readonly time = new VirtualTime();
  readonly puppets = new Puppets();
  readonly promises = new Promises();
  readonly readers: Reader[] = [];
  readonly runIds: string[] = [];
  readonly coverage: Coverage;
  readonly #options: WorldOptions;
  readonly #violations: unknown[] = [];
  #store: Store;
  #life!: Life;
  #ids = 0;
  #meddled = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.coverage = options.coverage;
    this.#store = options.open();
  }

  get life(): Life {
    return this.#life;
  }

  get store(): Store {
    return this.#store;
  }

  /** Starts a host on what is recorded, however often that takes. */
  async begin(cut?: PowerCut): Promise<void> {
    for (let tries = 0; ; tries++) {
      this.#life = new Life({
        store: this.#store,
        time: this.time,
        puppets: this.puppets,
        watcher: { onWrites: (writes, store) => this.#note(writes, store) },
        newId: () => `m${++this.#ids}`,
        onCall: (request) =>
          this.#guard(() => checkCall(this.#store, request, this.puppets.confirmed, this.promises)),
        onError: (error) => this.#isExpected(error),
      });
      if (await this.#life.begin(tries === 0 ? cut : undefined)) return;
      this.coverage.hit('power cut: while starting');
      if (tries > 3) throw new ViolationError('liveness', 'the host does not start any more.');
      this.#reopen();
    }
  }

  /** Another process takes over: nothing of the one before is left but the record. */
  async restart(cut?: PowerCut): Promise<void> {
    for (const runs of this.stories().values())
      for (const { state } of runs) this.coverage.hit(`crash in: ${state}`);
    this.#life.faulty.cutPower('now');
    for (const reader of this.readers) reader.leave();
    this.#reopen();
    await this.begin(cut);
  }

  start(
    threadId: string,
    runId: string,
    prompt: string,
    more: Pick<StartOptions, 'policy' | 'replaces'>,
  ): void {
    const { life } = this;
    if (this.runIds.includes(runId)) this.coverage.hit('start: repeated id');
    else this.runIds.push(runId);
    const first = this.promises.started.get(runId);
    life.runtime
      ?.thread(threadId)
      .start({ prompt, runId, ...more })
      .then(
        (run) => {
          if (life.isOver) return;
          if (first === undefined) this.#promiseStart(run, prompt);
          if (more.replaces !== undefined) this.coverage.hit('start: replacing');
          this.#follow(run, life);
        },
        (error: unknown) => this.#refused('start: refused', error, life),
      );
  }

  send(runId: string, type: 'run.cancel' | 'run.retryNow' | 'run.answer' | 'run.start'): void {
    const { life } = this;
    const run = this.#look(() => life.runtime?.run(runId));
    const value = this.#look(() => run?.getSnapshot().value);
    if (run === undefined || value === undefined) return;
    if (type === 'run.retryNow')
      this.promises.hurried.set(runId, (this.promises.hurried.get(runId) ?? 0) + 1);
    run.send(type === 'run.answer' ? { type, answer: 'yes' } : { type }).then(
      (receipt) => {
        if (!life.isOver) this.#received(runId, type, value, receipt);
      },
      (error: unknown) => this.#refused('command: not written', error, life),
    );
  }

  join(kind: ReaderKind, threadId: string): void {
    const reader = new Reader({
      kind,
      threadId,
      recorded: (seq) => this.#recorded(threadId, seq),
      meddle: ({ type, runId }) => {
        if (this.#meddled++ > 6) return;
        if (type === 'run.retrying') this.send(runId, 'run.retryNow');
        if (type === 'message.delta') this.send(runId, 'run.cancel');
        if (type === 'run.started') this.join('plain', threadId);
      },
      report: (violation) => this.#violations.push(violation),
    });
    this.readers.push(reader);
    this.coverage.hit(`reader: ${kind}`);
    this.resume(reader);
  }

  resume(reader: Reader): void {
    const { life } = this;
    if (reader.isIn || life.runtime === undefined || life.faulty.isFaulty) return;
    if (reader.position.seq > 0) this.coverage.hit('reader: resumed');
    if (reader.position.message !== undefined) this.coverage.hit('reader: resumed in a message');
    reader.join(life.runtime.thread(reader.options.threadId), () => life.isOver);
  }

  /** Every thread as its log tells it. */
  stories(): Map<string, RunStory[]> {
    return checkWorld(this.#store, threadIds, this.promises);
  }

  /** @throws what was found since the last check */
  check(): void {
    const [violation] = this.#violations;
    if (violation !== undefined) throw violation;
    this.stories();
  }

  close(): void {
    this.#life.faulty.cutPower('now');
    this.#store.close();
  }

  /** A look at a disk that fails throws what the disk threw. */
  #look<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#refused('command: not written', error, this.#life);
      return undefined;
    }
  }

  #reopen(): void {
    this.#store.close();
    this.#store = this.#options.open();
  }

  #promiseStart({ id, threadId }: Run, prompt: string): void {
    this.promises.started.set(id, { threadId, prompt });
  }

  #follow(run: Run, life: Life): void {
    run.subscribe(({ value }) => {
      if (life.isOver) return;
      const recorded = this.#store.findRunStatus(run.id);
      this.#guard(() =>
        holds(
          value === recorded,
          'G1',
          () => `run ${run.id} is shown ${value}, and is ${recorded}.`,
        ),
      );
    });
    run.done().then(
      ({ status }) => {
        if (!life.isOver) this.promises.ended.set(run.id, status);
      },
      () => {},
    );
  }

  #received(runId: string, type: string, state: RunState, receipt: Receipt): void {
    if (!receipt.accepted) this.coverage.hit('command: refused');
    else if (type === 'run.cancel') this.promises.cancelled.add(runId);
    else if (type === 'run.retryNow') this.coverage.hit(`retryNow in: ${state}`);
  }

  #refused(what: string, error: unknown, life: Life): void {
    if (life.isOver) return;
    this.coverage.hit(what);
    this.#isExpected(error);
  }

  /** A refusal is a typed error (G9); whatever else comes is a defect of ours. */
  #isExpected(error: unknown): void {
    const { name = '', message = '' } = (error ?? {}) as Partial<Error>;
    const isFault = message.includes('disk I/O error (read)') || refusals.has(name);
    if (!isFault)
      this.#violations.push(new ViolationError('G9', `an error without a type: ${error}`));
  }

  #recorded(threadId: string, seq: number): ThreadEvent | undefined {
    return this.#store.events(threadId, seq - 1, 1)[0];
  }

  /** Which transitions a transaction takes. */
  #note(writes: readonly Write[], store: Store): void {
    const states = new Map<string, RunState>();
    for (const write of writes) {
      if (write.type === 'endAttempt' && write.failure?.rule === 'abort.timeout')
        this.coverage.hit('attempt: timed out');
      if (write.type !== 'createRun' && write.type !== 'updateRun') continue;
      const { id, stored } = write.run;
      const before = states.get(id) ?? store.findRunStatus(id);
      states.set(id, stored.state);
      if (before === undefined) continue;
      this.coverage.hit(`edge: ${before} → ${stored.state}`);
      const isWait = before === 'retrying' || before === 'parked';
      const dueAt = store.findRun(id)?.stored.context.wait?.until ?? Infinity;
      if (isWait && stored.state === 'running' && dueAt <= this.time.now)
        this.coverage.hit(`deadline in: ${before}`);
    }
  }

  #guard(check: () => void): void {
    try {
      check();
    } catch (violation) {
      this.#violations.push(violation);
    }
  }
}
