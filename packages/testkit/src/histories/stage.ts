/** A runtime on a store in memory, whose provider says what it is told, and whose time passes when nothing else does. */
import { type Chunk, createRuntime, type Run, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import type { Prompt } from '@perdure/thread';
import { LedCall } from '../provider/index.ts';
import { VirtualTime } from '../simulation/virtual-time.ts';
import { notStuck } from './not-stuck.ts';
import type { Script } from './script.ts';

/** Longer than each wait of the policy. */
const waitMs = 1_000;

type Command = Parameters<Run['send']>[0];
type State = ReturnType<Run['getSnapshot']>['value'];

export class Stage {
  readonly #time = new VirtualTime();
  readonly #store = memoryStore();
  readonly #keep: Script['keep'];
  #runtime!: Runtime;
  /** The call that the runtime reads; undefined if there is none, or if it has been told to end. */
  #call: LedCall | undefined;
  /** Number of chunks that the runtime has read of that call. */
  #read = 0;
  #ids = 0;
  #endProcess = () => {};
  /** The id of the call that the last question is about. */
  question = '';

  static async open(keep: Script['keep']): Promise<Stage> {
    const stage = new Stage(keep);
    await stage.#begin();
    return stage;
  }

  private constructor(keep: Script['keep']) {
    this.#keep = keep;
  }

  /** The call that the runtime reads. */
  get call(): LedCall {
    if (this.#call === undefined) throw new Error('The runtime reads no call.');
    return this.#call;
  }

  async start(runId: string, prompt: Prompt): Promise<void> {
    await this.#after(this.#runtime.thread('t').start({ runId, prompt }));
  }

  async send(runId: string, command: Command): Promise<void> {
    await this.#after(this.#runtime.thread('t').send(runId, command));
  }

  /** Waits until a run reads a call, asks a question or is over. @returns its state */
  async rests(runId: string): Promise<State> {
    for (const check = notStuck(); ; check()) {
      const state = (await this.#run(runId)).getSnapshot().value;
      if (state === 'retrying' || state === 'parked') await this.#time.pass(waitMs);
      else if (state === 'running' && this.#call === undefined) await this.#time.eventLoopTurn();
      else if (state === 'queued') await this.#time.eventLoopTurn();
      else return state;
    }
  }

  /** Gives chunks to the runtime, and waits until it has read them. */
  async say(chunks: readonly Chunk[]): Promise<void> {
    const last = chunks.at(-1);
    const { call } = this;
    call.send(...chunks);
    if (last?.type === 'ask') this.question = idOf(last.question);
    if (last?.type === 'ask' || last?.type === 'finish') this.#call = undefined;
    else await this.#until(() => this.#read >= chunks.length);
  }

  /** Ends the call with an error, or without its last chunk. */
  fail(error?: Error): void {
    const { call } = this;
    this.#call = undefined;
    if (error === undefined) call.end();
    else call.fail(error);
  }

  /** Ends the process, and recovers its runs in another one. */
  async kill(): Promise<void> {
    this.close();
    await this.#begin();
  }

  close(): void {
    this.#call = undefined;
    this.#endProcess();
    void this.#runtime.close();
  }

  async #run(runId: string): Promise<Run> {
    const run = await this.#runtime.run(runId);
    if (run === undefined) throw new Error(`There is no run ${runId}.`);
    return run;
  }

  async #begin(): Promise<void> {
    let isAlive = true;
    this.#endProcess = () => {
      isAlive = false;
    };
    const options = {
      onStart: (call: LedCall) => {
        this.#call = call;
        this.#read = 0;
      },
      onRead: (_: Chunk, call: LedCall) => {
        if (call === this.#call) this.#read++;
      },
    };
    this.#runtime = await this.#after(
      createRuntime({
        store: this.#store,
        provider: (request) => new LedCall(request, options).chunks(),
        policy: { baseMs: 1, maxRetries: 100, maxRepeats: 100 },
        keepStopped: this.#keep,
        clock: this.#time.clock(() => isAlive),
        random: () => 0.5,
        newId: () => `m${++this.#ids}`,
      }),
    );
  }

  /** The promise's value. Event-loop turns pass until it has one. */
  async #after<T>(promise: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    promise.then(done, done);
    await this.#until(() => isDone);
    return promise;
  }

  async #until(isTrue: () => boolean): Promise<void> {
    for (const check = notStuck(); !isTrue(); check()) await this.#time.eventLoopTurn();
  }
}

const idOf = (question: unknown): string => (question as { toolCallId: string }).toolCallId;
