/**
 * A database that nodes share, in memory and on virtual time: a question takes a while, its answer too, and either may be
 * lost. What it does to threads, leases and timers is what `@perdure/postgres` does.
 */
import { memoryStore } from '@perdure/runtime/memory';
import {
  type Beat,
  type Committed,
  type DueTimer,
  type Loaded,
  type LoadedThread,
  loadAtOnce,
  type PlanRead,
  type RunningRun,
  type Seen,
  type Store,
  StoreWriteError,
  type Told,
  threadOf,
  type Write,
} from '@perdure/runtime/store';
import type { VirtualTime } from '../simulation/virtual-time.ts';
import type { SimulatedNode } from './simulated-node.ts';

interface LoadedVersion extends LoadedThread {
  version: number;
}

interface Waiting {
  writes: readonly Write[];
  loaded: ReadonlyMap<string, LoadedThread>;
  lost: Set<string>;
  resolve: (committed: Committed) => void;
  reject: (error: unknown) => void;
}

/** Milliseconds, as the store on PostgreSQL has them by default. */
const leaseMs = 10_000;
const foreignMs = 500;

/** After this time a question without an answer has failed, milliseconds. */
const patienceMs = 5_000;

/** Beats that a node waits after its lease had run out. */
const beatsAfterAbsence = 2;

export class SimulatedDatabase {
  readonly inner = memoryStore();
  readonly #time: VirtualTime;
  /** A number in [0, 1). */
  readonly #random: () => number;
  readonly #versions = new Map<string, number>();
  /** The node of each attempt under way, and of each timer. */
  readonly #attempts = new Map<string, string>();
  readonly #timers = new Map<string, string>();
  readonly #leases = new Map<string, number>();
  readonly #listeners = new Map<SimulatedNode, (told: Told) => void>();
  isUp = true;
  /** How many threads were planned again, because another node had changed them. */
  conflicts = 0;

  constructor(time: VirtualTime, random: () => number) {
    this.#time = time;
    this.#random = random;
  }

  /** The store as one node has it. */
  storeOf(node: SimulatedNode): Store {
    const { inner } = this;
    const ask = <T>(perform: () => T) => this.#ask(node, perform);
    const waiting: Waiting[] = [];
    let isWriting = false;
    let beatsUntilClaim = 0;

    const write = async () => {
      isWriting = true;
      const ahead = new Map<string, number>();
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { writes, loaded, lost, resolve, reject } = next;
        try {
          const committed = await ask(() => this.#commit(node, writes, { loaded, ahead, lost }));
          for (const id of committed.lost)
            for (const other of waiting) if (touches(other, id)) other.lost.add(id);
          resolve(committed);
        } catch (error) {
          for (const other of [next, ...waiting.splice(0)])
            (other === next ? reject : other.reject)(error);
          ahead.clear();
        }
      }
      isWriting = false;
    };

    return {
      findRun: (id) => ask(() => inner.findRun(id)),
      history: (id, from) => ask(() => inner.history(id, from)),
      findStreamingMessage: (id) => ask(() => inner.findStreamingMessage(id)),
      findAttemptNotes: (id) => ask(() => inner.findAttemptNotes(id)),
      findFile: (hash) => ask(() => inner.findFile(hash)),
      events: (...given) => ask(() => inner.events(...given)),
      page: (...given) => ask(() => inner.page(...given)),
      conversation: (id) => ask(() => inner.conversation(id)),
      findMessage: (id) => ask(() => inner.findMessage(id)),
      threads: (limit) => ask(() => inner.threads(limit)),
      specimens: () => ask(() => inner.specimens()),
      prune: (options) => ask(() => inner.prune(options)),
      load: (reads) => ask(() => this.#load(reads)),
      commit: (writes, loaded = new Map()) =>
        new Promise((resolve, reject) => {
          waiting.push({ writes, loaded, lost: new Set(), resolve, reject });
          if (!isWriting) void write();
        }),
      dueTimers: (now, limit, after) =>
        ask(() =>
          this.#due(node, after)
            .filter(({ from }) => from <= now)
            .slice(0, limit)
            .map(({ due }) => due),
        ),
      nextDeadline: (after) =>
        ask(() => {
          const times = this.#due(node, after).map(({ from }) => from);
          return times.length === 0 ? undefined : Math.min(...times);
        }),
      findRunningRuns: () => ask(() => this.#lost(node)),
      close: () => {
        this.#listeners.delete(node);
        this.#leases.delete(node.id);
      },
      sharing: {
        beat: () =>
          ask((): Beat => {
            const wasValid = (this.#leases.get(node.id) ?? -1) > this.#time.elapsed;
            const isNew = !this.#leases.has(node.id);
            this.#leases.set(node.id, this.#time.elapsed + leaseMs);
            if (!wasValid && !isNew) beatsUntilClaim = beatsAfterAbsence;
            else if (beatsUntilClaim > 0) beatsUntilClaim--;
            const mayClaim = (wasValid || isNew) && beatsUntilClaim === 0;
            return {
              now: this.#time.now,
              own: this.#running((owner) => owner === node.id),
              lost: mayClaim ? this.#lost(node) : [],
            };
          }),
        look: (threadIds) => ask(() => this.#look(threadIds)),
        listen: (onTold) => void this.#listeners.set(node, onTold),
        tell: (told) => this.#tell(node, told),
      },
    };
  }

  /** A question that takes a while, its answer another one. Either is lost if the node is cut off, or the database away. */
  async #ask<T>(node: SimulatedNode, perform: () => T): Promise<T> {
    const server = this.#time.clock(() => true);
    const pause = (clock: typeof server, ms: number) =>
      new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
    const fail = async (ms: number): Promise<never> => {
      await pause(node.clock, ms);
      throw new StoreWriteError('unavailable', 'The connection was lost.');
    };
    if (node.isCutOff) return fail(patienceMs);
    await pause(server, 1 + this.#random() * 10);
    if (!this.isUp) return fail(1);
    if (node.isCutOff) return fail(patienceMs);
    // What has arrived is performed, also if the one who asked is dead.
    const answer = structuredClone(perform());
    await pause(node.clock, 1 + this.#random() * 10);
    if (!this.isUp || node.isCutOff) return fail(this.isUp ? patienceMs : 1);
    return answer;
  }

  #load(reads: readonly PlanRead[]): Loaded[] {
    return loadAtOnce(this.inner, reads).map((loaded, at) => {
      const [name, id] = reads[at] as PlanRead;
      const isOfThread = name === 'findActiveRun' || /Queued/.test(name);
      const threadId = isOfThread ? id : this.inner.findRun(id)?.threadId;
      if (threadId === undefined || 'error' in loaded) return loaded;
      const thread: LoadedVersion = { id: threadId, version: this.#versions.get(threadId) ?? 0 };
      return { ...loaded, thread };
    });
  }

  #commit(
    node: SimulatedNode,
    writes: readonly Write[],
    {
      loaded,
      ahead,
      lost,
    }: {
      loaded: ReadonlyMap<string, LoadedThread>;
      ahead: Map<string, number>;
      lost: ReadonlySet<string>;
    },
  ): Committed {
    const ids = new Set(writes.flatMap((write) => threadOf(write) ?? []));
    const now = (id: string) => this.#versions.get(id) ?? 0;
    const isLost = (id: string) => {
      const known = ahead.get(id) ?? (loaded.get(id) as LoadedVersion | undefined)?.version;
      return lost.has(id) || (known !== undefined && known !== now(id));
    };
    const gone = new Set([...ids].filter(isLost));
    this.conflicts += gone.size;
    const kept = writes.filter((write) => !gone.has(threadOf(write) ?? ''));
    const { recorded } = this.inner.commit(kept);
    for (const id of ids) {
      ahead.delete(id);
      if (gone.has(id)) continue;
      this.#versions.set(id, now(id) + 1);
      ahead.set(id, now(id));
    }
    for (const write of kept) this.#note(node, write);
    return { recorded, lost: [...gone] };
  }

  #note(node: SimulatedNode, write: Write): void {
    if (write.type === 'startAttempt') this.#attempts.set(keyOf(write), node.id);
    if (write.type === 'endAttempt') this.#attempts.delete(keyOf(write));
    if (write.type === 'armTimer') this.#timers.set(write.runId, node.id);
    if (write.type === 'clearTimer') this.#timers.delete(write.runId);
  }

  /** The timers behind one, with the time from which on the node may fire them. */
  #due(node: SimulatedNode, after?: DueTimer): { due: DueTimer; from: number }[] {
    return this.inner.dueTimers(Number.MAX_SAFE_INTEGER, 10_000, after).map((due) => {
      const isOwn = this.#timers.get(due.runId) === node.id;
      return { due, from: due.dueAt + (isOwn ? 0 : foreignMs) };
    });
  }

  #running(isOf: (owner: string) => boolean): RunningRun[] {
    return [...this.#attempts].flatMap(([key, owner]) => {
      const [id = '', fence] = key.split('/');
      return isOf(owner) ? [{ id, attemptFence: Number(fence) }] : [];
    });
  }

  #lost(node: SimulatedNode): RunningRun[] {
    return this.#running(
      (owner) => owner !== node.id && (this.#leases.get(owner) ?? -1) <= this.#time.elapsed,
    );
  }

  #look(threadIds: readonly string[]): Map<string, Seen> {
    const { inner } = this;
    return new Map(
      threadIds.flatMap((id): [string, Seen][] => {
        const { seq } = inner.conversation(id);
        const active = inner.findActiveRun(id);
        const message = active && inner.findStreamingMessage(active.id);
        return seq === 0 ? [] : [[id, { seq, message }]];
      }),
    );
  }

  /** Some of what is told is lost, and a node that has lost some is told so later, as by a new connection. */
  #tell(node: SimulatedNode, told: Told): void {
    const copy = structuredClone(told);
    for (const [other, onTold] of this.#listeners) {
      if (other === node) continue;
      const isLost = node.isCutOff || other.isCutOff || !this.isUp || this.#random() < 0.02;
      other.clock.setTimeout(() => {
        if (other.isAlive) onTold(isLost ? { type: 'missed' } : copy);
      }, 20);
    }
  }
}

const keyOf = ({ runId, fence }: { runId: string; fence: number }): string => `${runId}/${fence}`;

const touches = ({ writes }: Waiting, threadId: string): boolean =>
  writes.some((write) => threadOf(write) === threadId);
