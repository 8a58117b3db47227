/** The thread that writes, as the other one sees it: requests that are answered in order. */
import { receiveMessageOnPort } from 'node:worker_threads';
import type { Write } from '@perdure/runtime/store';
import { StoreWriteError } from '@perdure/thread';
import type { Told } from '../copying.ts';
import { openHere, released } from '../in-process.ts';
import type { Durability } from '../open.ts';
import { Copies } from './copies.ts';
import { type Answer, awaitRaise, type Request, raise, turn } from './messages.ts';
import { giveBack, type Thread, takeThread } from './threads.ts';
import { fromTransported } from './transported.ts';

/** The connection of this thread, which only reads. */
export interface ReaderConnection {
  close(): void;
  open(path: string): void;
}

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** Writers that are open. A thread that nobody refers to would end, and with it the ownership of its file. */
const open = new Set<Writer>();

export class Writer {
  /** Why nothing is written any more. */
  stopped: StoreWriteError | undefined;
  readonly #thread: Thread;
  readonly #pending: Pending[] = [];
  /** Commits that are known to have failed. */
  #failures = 0;
  readonly #reader: ReaderConnection;
  readonly #key: string;
  readonly #copies = new Copies((request) => this.request(request));
  /** Answers that have come in this event-loop turn, but for the first one. */
  readonly #waiting: Answer[] = [];
  #nextLoopTurn: NodeJS.Immediate | undefined;
  readonly #onMessage = (answer: Answer) => this.#take(answer);
  readonly #onExit = () => {
    this.#receiveAll();
    this.#end(new Error('The thread that writes has ended.'));
  };

  /**
   * Opens the file on a thread of its own, and waits for it.
   *
   * @throws {NoThreadError} and what opening a file throws
   */
  constructor(path: string, durability: Durability, reader: ReaderConnection) {
    this.#reader = reader;
    this.#thread = takeThread();
    const { worker, port } = this.#thread;
    const known = { openHere, released };
    try {
      this.#key = this.requestNow<string>({ type: 'open', path, durability, known });
    } catch (error) {
      giveBack(this.#thread);
      throw error;
    }
    openHere.add(this.#key);
    open.add(this);
    port.on('message', this.#onMessage);
    port.unref();
    worker.on('exit', this.#onExit);
  }

  /** @returns the numbers of the appended events, in order @throws {StoreWriteError} */
  commit(writes: readonly Write[]): Promise<number[]> {
    return this.request({ type: 'commit', writes, failures: this.#failures });
  }

  request<T>(request: Request): Promise<T> {
    if (this.stopped !== undefined) return Promise.reject(this.stopped);
    return new Promise<T>((resolve, reject) => {
      this.#send(request, { resolve: resolve as Pending['resolve'], reject });
    });
  }

  /** Writes all pages of the file to a new one, while it is in use. */
  copy(to: string, tell: Told): Promise<void> {
    return this.#copies.copy(to, tell);
  }

  #send(request: Request, pending: Pending): void {
    this.#pending.push(pending);
    this.#keepProcess();
    this.#thread.port.postMessage(request);
  }

  /** The process stays until everything is answered. */
  #keepProcess(): void {
    if (this.#pending.length + this.#copies.size > 0) this.#thread.port.ref();
    else this.#thread.port.unref();
  }

  /** Makes a request, and waits on this thread for its answer. @throws the error that it is answered with */
  requestNow<T>(request: Request): T {
    if (this.stopped !== undefined && request.type !== 'close') throw this.stopped;
    let answer: { result: unknown } | { error: unknown } | undefined;
    this.#send(request, {
      resolve: (result) => {
        answer = { result };
      },
      reject: (error) => {
        answer = { error };
      },
    });
    for (;;) {
      const before = this.#thread.turns[turn.told] ?? 0;
      this.#receiveAll();
      const found = answer as { result: unknown } | { error: unknown } | undefined;
      if (found !== undefined) {
        if ('error' in found) throw found.error;
        return found.result as T;
      }
      if (!awaitRaise(this.#thread.turns, turn.told, before))
        throw new StoreWriteError('io', 'The thread that writes does not answer.');
    }
  }

  /** Waits for the end of what is under way, and closes the file. */
  close(): void {
    if (!open.has(this)) return;
    const nonces = this.requestNow<string[]>({ type: 'close' });
    for (const nonce of nonces) released.add(nonce);
    const { worker, port } = this.#thread;
    worker.off('exit', this.#onExit);
    port.off('message', this.#onMessage);
    this.#end(new Error('The store is closed.'));
    giveBack(this.#thread);
  }

  #receiveAll(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) this.#receive(next);
  }

  #next(): Answer | undefined {
    return (
      this.#waiting.shift() ??
      (receiveMessageOnPort(this.#thread.port)?.message as Answer | undefined)
    );
  }

  /**
   * Receives one answer in an event-loop turn. One sync of a slow disk answers many commits, and all of their runs would
   * go on in one turn: Node 24.21 hands over all messages that wait, or 1,000 if fewer do and more come, before the loop
   * goes on (`MessagePort::OnMessage` in its node_messaging.cc).
   */
  #take(answer: Answer): void {
    if (this.#nextLoopTurn !== undefined) {
      this.#waiting.push(answer);
      return;
    }
    this.#nextLoopTurn = setImmediate(() => {
      this.#nextLoopTurn = undefined;
      const next = this.#waiting.shift();
      if (next !== undefined) this.#take(next);
    });
    this.#receive(answer);
  }

  #receive(answer: Answer): void {
    if (answer.type === 'closeReader') this.#moveReader();
    else if (answer.type === 'copied' || answer.type === 'copyEnd') this.#copies.receive(answer);
    else if (answer.type !== 'openReader') this.#settle(answer);
    this.#keepProcess();
  }

  #settle(answer: Extract<Answer, { type: 'done' | 'error' }>): void {
    if (answer.stopped !== undefined)
      this.stopped ??= fromTransported(answer.stopped) as StoreWriteError;
    const pending = this.#pending.shift();
    if (answer.type === 'done') pending?.resolve(answer.result);
    else {
      this.#failures = answer.failures;
      pending?.reject(fromTransported(answer.error));
    }
  }

  /** Closes the reader's connection, and opens it again once the other thread has opened its own. */
  #moveReader(): void {
    const before = this.#thread.turns[turn.readerMayOpen] ?? 0;
    this.#reader.close();
    raise(this.#thread.turns, turn.readerClosed);
    awaitRaise(this.#thread.turns, turn.readerMayOpen, before);
    const next = this.#next();
    if (next?.type === 'openReader') this.#reader.open(next.path);
    else if (next !== undefined) this.#receive(next);
  }

  #end(error: Error): void {
    open.delete(this);
    openHere.delete(this.#key);
    this.stopped ??= new StoreWriteError('io', error);
    for (const { reject } of this.#pending.splice(0)) reject(this.stopped);
    this.#copies.end(this.stopped);
  }
}
