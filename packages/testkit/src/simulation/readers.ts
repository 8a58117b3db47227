/** Subscribers that compare each item that they receive with what is recorded (G1, G8). */
import { isDeepStrictEqual } from 'node:util';
import type { LocalThread } from '@perdure/runtime';
import {
  emptyView,
  fold,
  isDelta,
  isPruned,
  type Position,
  type StreamItem,
  type ThreadEvent,
} from '@perdure/thread';
import { positionAfter } from '@perdure/thread/position';
import { holds } from '../guarantee.ts';
import { Pieces } from './pieces.ts';

/**
 * What a reader does in its callback.
 *
 * - `plain`: nothing more than the check
 * - `throws`: throws an error after each item
 * - `leaves`: unsubscribes after the first item
 * - `slow`: unsubscribes after five items
 * - `meddles`: sends commands and adds readers
 */
export const readerKinds = ['plain', 'throws', 'leaves', 'slow', 'meddles'] as const;
export type ReaderKind = (typeof readerKinds)[number];

export interface ReaderOptions {
  kind: ReaderKind;
  threadId: string;
  /** Returns the event of this number from the log. */
  recorded: (seq: number) => ThreadEvent | undefined;
  meddle: (item: StreamItem) => void;
  /** Receives each error that the reader finds, because rxjs does not pass an error from a callback to a caller. */
  report: (error: unknown) => void;
}

/** What a reader says that throws. The runtime must report it, and go on. */
export const readerThrew = 'A subscriber that throws.';

/** Number of items after which a slow reader unsubscribes. */
const slowItems = 5;

export class Reader {
  readonly options: ReaderOptions;
  readonly #pieces = new Pieces();
  #position: Position = { seq: 0 };
  #view;
  #isSubscribed = false;
  #unsubscribe = () => {};
  #items = 0;

  constructor(options: ReaderOptions) {
    this.options = options;
    this.#view = emptyView(options.threadId);
  }

  get isSubscribed(): boolean {
    return this.#isSubscribed;
  }

  get position(): Position {
    return this.#position;
  }

  /** Subscribes to the thread, from the reader's position on. */
  join(thread: LocalThread, isDead: () => boolean): void {
    this.#isSubscribed = true;
    this.#items = 0;
    this.#pieces.interrupt();
    const subscription = thread.stream(this.#position).subscribe((item) => {
      if (isDead() || !this.#isSubscribed) return;
      this.#check(item);
      this.#behave(item);
      // `#unsubscribe` may not yet end this subscription, because the callback may run before `subscribe` has returned.
      if (!this.#isSubscribed) this.#unsubscribe();
    });
    this.#unsubscribe = () => subscription.unsubscribe();
    if (!this.#isSubscribed) subscription.unsubscribe();
  }

  leave(): void {
    this.#isSubscribed = false;
    this.#unsubscribe();
  }

  #behave(item: StreamItem): void {
    const { kind, meddle } = this.options;
    this.#items++;
    if (kind === 'leaves' || (kind === 'slow' && this.#items >= slowItems))
      this.#isSubscribed = false;
    if (kind === 'meddles') meddle(item);
    if (kind === 'throws') throw new Error(readerThrew);
  }

  #check(item: StreamItem): void {
    // Of a message that is written the first piece is enough, because only its being there is looked at.
    if (!isDelta(item) || item.offset === 0) this.#view = fold(this.#view, item);
    try {
      if (isDelta(item)) this.#pieces.add(item);
      else {
        holds(!isPruned(item), 'G8', () => `the events up to ${item.seq} are gone.`);
        this.#checkEvent(item as ThreadEvent);
      }
    } catch (error) {
      this.options.report(error);
    }
    this.#position = positionAfter(this.#position, item);
  }

  #checkEvent(event: ThreadEvent): void {
    const { recorded, kind } = this.options;
    const { seq, type } = event;
    holds(
      seq === this.#position.seq + 1,
      'G8',
      () => `a reader (${kind}) at ${this.#position.seq} was shown ${seq}, ${type}.`,
    );
    holds(
      isDeepStrictEqual(recorded(seq), event),
      'G1',
      () => `${type} was shown as event ${seq}, and is not recorded so.`,
    );
    if (type === 'message.completed') this.#pieces.compare(event.message);
    if (!type.startsWith('message.')) this.#checkHalves(event);
  }

  /** A half is shown while it is written, and at the end of a run that got no further: never above an answer. */
  #checkHalves({ type, runId }: ThreadEvent): void {
    const state = this.#view.runs.find(({ id }) => id === runId)?.state ?? 'queued';
    for (const { runId: of, status } of this.#view.messages) {
      if (of !== runId || status === 'completed') continue;
      const may = status === 'streaming' ? ['running'] : ['failed', 'interrupted', 'cancelled'];
      holds(may.includes(state), 'G7', () => `after ${type}, a ${status} message is shown.`);
    }
  }
}
