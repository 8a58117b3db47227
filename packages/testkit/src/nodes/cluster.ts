/** The world of one history of nodes: a database, processes that come and go, users, and readers in each process. */
import { type Chunk, createRuntime, type Provider, type Runtime } from '@perdure/runtime';
import { isDelta, isPruned, type StreamItem, type ThreadEvent } from '@perdure/thread';
import { type GuaranteeError, holds } from '../guarantee.ts';
import { readLog } from '../simulation/check-log.ts';
import { VirtualTime } from '../simulation/virtual-time.ts';
import { SimulatedDatabase } from './simulated-database.ts';
import { SimulatedNode } from './simulated-node.ts';

export const threadIds = ['t0', 't1', 't2', 't3'] as const;

/** What a run's model does, by the beginning of the run's id. */
export const scenarios = ['plain', 'busy', 'later', 'asks', 'slow', 'endless'] as const;
export type Scenario = (typeof scenarios)[number];

const scenarioOf = (runId: string) => runId.split('.')[0] as Scenario;

const failed = (statusCode: number, responseHeaders = {}) =>
  Object.assign(new Error(`HTTP ${statusCode}`), { statusCode, responseHeaders });

/** Names of errors that a call may have while a node or the database is away, or the run is another one's business. */
const refusals = new Set([
  'StoreWriteError',
  'RuntimeClosedError',
  'UnknownRunError',
  'CannotReplaceError',
]);

interface Member {
  node: SimulatedNode;
  runtime: Runtime | undefined;
}

/** What one reader was told. A reader that goes on after an error of its stream begins anew. */
interface Reader {
  threadId: string;
  node: string;
  seq: number;
  events: ThreadEvent[];
  /** The text of each part of each message, by `message/part`. */
  texts: Map<string, string>;
}

export class Cluster {
  readonly time = new VirtualTime();
  readonly database: SimulatedDatabase;
  readonly #random: () => number;
  readonly #members: Member[] = [];
  readonly #readers: Reader[] = [];
  readonly #started = new Map<string, string>();
  readonly #begun = new Map<string, number>();
  readonly #faults: unknown[] = [];
  #spawned = 0;
  #ids = 0;
  #isEnding = false;

  constructor(nodes: number, random: () => number) {
    this.#random = random;
    this.database = new SimulatedDatabase(this.time, random);
    for (let at = 0; at < nodes; at++) this.#spawn(at);
  }

  get size(): number {
    return this.#members.length;
  }

  #spawn(at: number): void {
    const node = new SimulatedNode(`n${++this.#spawned}`, this.time);
    const member: Member = { node, runtime: undefined };
    this.#members[at] = member;
    void this.#open(member);
  }

  /** A process whose database is away tries again. */
  async #open(member: Member): Promise<void> {
    const { node } = member;
    while (node.isAlive) {
      try {
        member.runtime = await createRuntime({
          store: this.database.storeOf(node),
          provider: this.#provider(node),
          clock: node.clock,
          random: this.#random,
          newId: () => `m${++this.#ids}`,
          policy: { maxRetries: 1_000, baseMs: 100, maxMs: 1_000 },
          isolationMs: 0,
          onError: (error) => this.#note(error),
        });
        for (const threadId of threadIds) this.#read(member, threadId);
        return;
      } catch (error) {
        this.#note(error);
        await new Promise<void>((resolve) => node.clock.setTimeout(resolve, 500));
      }
    }
  }

  #provider(node: SimulatedNode): Provider {
    const { clock } = node;
    const pause = (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        clock.setTimeout(resolve, ms);
        signal.addEventListener('abort', () => resolve());
      });
    const begun = this.#begun;
    const isEnding = () => this.#isEnding;
    return async function* ({ runId, idempotencyKey, retryCount, answer, signal }) {
      begun.set(idempotencyKey, (begun.get(idempotencyKey) ?? 0) + 1);
      const scenario = scenarioOf(runId);
      const count = scenario === 'slow' ? 100 : 8;
      for (let at = 0; at < count || (scenario === 'endless' && !isEnding()); at++) {
        yield { type: 'text', text: `${idempotencyKey}#${at} ` } satisfies Chunk;
        await pause(scenario === 'slow' || scenario === 'endless' ? 300 : 40, signal);
        if (signal.aborted) return;
        if (at === 4 && retryCount === 0 && scenario === 'busy') throw failed(503);
        if (at === 4 && retryCount === 0 && scenario === 'later')
          throw failed(429, { 'retry-after': '3' });
      }
      if (scenario === 'asks' && answer === null)
        yield { type: 'ask', question: 'Which?' } as const;
      else yield { type: 'finish', reason: 'stop' } as const;
    };
  }

  #read({ node, runtime }: Member, threadId: string): void {
    const reader: Reader = { threadId, node: node.id, seq: 0, events: [], texts: new Map() };
    this.#readers.push(reader);
    const subscribe = () =>
      runtime
        ?.thread(threadId)
        .stream({ seq: reader.seq })
        .subscribe({
          next: (item) => this.#told(reader, item),
          error: (error) => {
            this.#note(error);
            // Text that was told is told again by the next stream.
            reader.texts.clear();
            node.clock.setTimeout(subscribe, 500);
          },
        });
    subscribe();
  }

  #told(reader: Reader, item: StreamItem): void {
    if (isPruned(item)) throw new Error('Nothing is pruned here.');
    if (!isDelta(item)) {
      reader.events.push(item);
      reader.seq = item.seq;
      return;
    }
    const { messageId, index, offset, part } = item;
    const key = `${messageId}/${index}`;
    const known = reader.texts.get(key) ?? '';
    this.#guard(() =>
      holds(
        offset === known.length,
        'G8',
        () =>
          `a reader in ${reader.node} is told text of ${key} at ${offset}, and has ${known.length} characters.`,
      ),
    );
    if ('text' in part) reader.texts.set(key, known + part.text);
  }

  start(at: number, threadId: string, scenario: Scenario): void {
    const runId = `${scenario}.${++this.#ids}`;
    void this.#call(at, async (runtime) => {
      await runtime.thread(threadId).start({ prompt: runId, runId });
      this.#started.set(runId, threadId);
    });
  }

  /** Sends a command to a run that is open, from any node. */
  command(at: number, pick: number, type: 'run.cancel' | 'run.retryNow' | 'run.answer'): void {
    const open = this.#openRuns();
    const run = open[pick % Math.max(open.length, 1)];
    if (run === undefined) return;
    const command = type === 'run.answer' ? { type, answer: 'This.' } : { type };
    void this.#call(at, async (runtime) => {
      await runtime.thread(run.threadId).send(run.id, command);
    });
  }

  async #call(at: number, call: (runtime: Runtime) => Promise<void>): Promise<void> {
    const { runtime } = this.#members[at % this.size] as Member;
    if (runtime === undefined) return;
    try {
      await call(runtime);
    } catch (error) {
      if (!refusals.has((error as Error).name)) this.#faults.push(error);
    }
  }

  /** Ends a process without a farewell. The next one takes its place. */
  kill(at: number): void {
    const member = this.#members[at % this.size] as Member;
    member.node.isAlive = false;
    this.#spawn(at % this.size);
  }

  /** Closes a process in good order. */
  close(at: number): void {
    const { node, runtime } = this.#members[at % this.size] as Member;
    void runtime?.close().then(
      () => {
        node.isAlive = false;
      },
      () => {},
    );
    this.#spawn(at % this.size);
  }

  freeze(at: number, isFrozen: boolean): void {
    const { node } = this.#members[at % this.size] as Member;
    if (isFrozen) node.freeze();
    else node.thaw();
  }

  cutOff(at: number, isCutOff: boolean): void {
    (this.#members[at % this.size] as Member).node.isCutOff = isCutOff;
  }

  async pass(ms: number): Promise<void> {
    await this.time.pass(ms);
    const [fault] = this.#faults;
    if (fault !== undefined) throw fault;
  }

  /** Heals everything, waits for the ends of all runs, and checks the guarantees. @throws {GuaranteeError} */
  async finish(): Promise<void> {
    this.database.isUp = true;
    for (const { node } of this.#members) {
      node.isCutOff = false;
      node.thaw();
    }
    this.#isEnding = true;
    // What is on its way arrives.
    await this.pass(10_000);
    for (let waited = 0; this.#openRuns().length > 0 && waited < 60; waited++) {
      for (const run of this.#openRuns()) {
        if (run.stored.state === 'awaitingInput') this.command(waited, 0, 'run.answer');
      }
      await this.pass(10_000);
    }
    await this.pass(5_000);
    const open = this.#openRuns().map(({ id, stored }) => `${id} (${stored.state})`);
    holds(open.length === 0, 'liveness', () => `these runs did not end: ${open.join(', ')}.`);
    this.#checkLogs();
    for (const { runtime } of this.#members) void runtime?.close();
    await this.time.pass(1_000);
  }

  #checkLogs(): void {
    const { inner } = this.database;
    const logs = new Map(threadIds.map((id) => [id as string, inner.events(id, 0, 100_000)]));
    for (const log of logs.values()) readLog(log);
    for (const [runId, threadId] of this.#started)
      holds(
        inner.findRun(runId)?.threadId === threadId,
        'G1',
        () => `run ${runId} was answered as started, and is not there.`,
      );
    for (const [key, count] of this.#begun)
      holds(count === 1, 'G5', () => `attempt ${key} has begun ${count} times.`);
    for (const log of logs.values()) for (const event of log) checkText(event);
    const live = new Set(this.#members.map(({ node }) => node.id));
    for (const { threadId, node, events } of this.#readers) {
      const log = logs.get(threadId) ?? [];
      for (const [at, { seq, type, runId }] of events.entries())
        holds(
          seq === at + 1 && log[at]?.type === type && log[at]?.runId === runId,
          'G8',
          () => `a reader in ${node} is told ${type} of ${threadId} as ${seq} after ${at}.`,
        );
      if (live.has(node))
        holds(
          events.length === log.length,
          'G8',
          () => `a reader in ${node} has ${events.length} of ${log.length} events of ${threadId}.`,
        );
    }
  }

  #openRuns() {
    const { inner } = this.database;
    return threadIds.flatMap((id) => [
      ...[inner.findActiveRun(id)].filter((run) => run !== undefined),
      ...inner.findQueuedRuns(id, 1_000),
    ]);
  }

  #note(error: unknown): void {
    const name = (error as Error | undefined)?.name ?? '';
    if (!refusals.has(name) && name !== 'UnknownPositionError') this.#faults.push(error);
  }

  #guard(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#faults.push(error as GuaranteeError);
    }
  }
}

/** G15: an answer has the text of one attempt, in order and without a gap. */
function checkText(event: ThreadEvent): void {
  if (event.type !== 'message.completed' || event.message.role !== 'assistant') return;
  const said = event.message.parts.flatMap((part) =>
    part.type === 'text' ? part.text.trim().split(' ') : [],
  );
  const [first = ''] = said;
  const key = first.slice(0, first.lastIndexOf('#'));
  for (const [at, word] of said.entries())
    holds(word === `${key}#${at}`, 'G15', () => `the answer of ${key} has '${word}' at ${at}.`);
}
