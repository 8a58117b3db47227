/** Subscribers of all sorts, each of which checks what it is shown against what is recorded (G1, G8). */
import { isDeepStrictEqual } from 'node:util';
import {
  type Delta,
  isDelta,
  type LocalThread,
  type Message,
  type Position,
  positionAfter,
  type StreamItem,
  type ThreadEvent,
} from '@perdure/runtime';
import { holds } from './violation.ts';

/** `leaves` and `slow` unsubscribe in their callback; `meddles` asks for something in it. */
export const readerKinds = ['plain', 'throws', 'leaves', 'slow', 'meddles'] as const;
export type ReaderKind = (typeof readerKinds)[number];

export interface ReaderOptions {
  kind: ReaderKind;
  threadId: string;
  /** An event as it stands in the log. */
  recorded: (seq: number) => ThreadEvent | undefined;
  meddle: (item: StreamItem) => void;
  /** A callback must not throw what it has found: it would be taken for the reader's own mistake. */
  report: (violation: unknown) => void;
}

/** So many items a slow reader takes before it has to catch its breath. */
const breath = 5;

export class Reader {
  readonly options: ReaderOptions;
  #position: Position = { seq: 0 };
  readonly #written = new Map<string, string[]>();
  /** Messages in the midst of which it was away: the rest may have come to it as a whole. */
  readonly #missed = new Set<string>();
  #isIn = false;
  #leave = () => {};
  #taken = 0;

  constructor(options: ReaderOptions) {
    this.options = options;
  }

  get isIn(): boolean {
    return this.#isIn;
  }

  get position(): Position {
    return this.#position;
  }

  /** Joins, or goes on where it stood. */
  join(thread: LocalThread, isOver: () => boolean): void {
    this.#isIn = true;
    this.#taken = 0;
    for (const id of this.#written.keys()) this.#missed.add(id);
    const subscription = thread.stream(this.#position).subscribe((item) => {
      if (isOver() || !this.#isIn) return;
      this.#take(item);
      this.#behave(item);
      // Unsubscribed before the subscription was there to be ended.
      if (!this.#isIn) this.#leave();
    });
    this.#leave = () => subscription.unsubscribe();
    if (!this.#isIn) subscription.unsubscribe();
  }

  leave(): void {
    this.#isIn = false;
    this.#leave();
  }

  #behave(item: StreamItem): void {
    const { kind, meddle } = this.options;
    this.#taken++;
    if (kind === 'leaves' || (kind === 'slow' && this.#taken >= breath)) this.#isIn = false;
    if (kind === 'meddles') meddle(item);
    if (kind === 'throws') throw new Error('A subscriber that throws.');
  }

  #take(item: StreamItem): void {
    try {
      if (isDelta(item)) this.#takeDelta(item);
      else this.#takeEvent(item);
    } catch (violation) {
      this.options.report(violation);
    }
    this.#position = positionAfter(this.#position, item);
  }

  #takeEvent(event: ThreadEvent): void {
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
    if (type === 'message.completed') this.#compare(event.message);
  }

  #takeDelta({ messageId, index, offset, part }: Delta): void {
    const parts = this.#written.get(messageId) ?? [];
    this.#written.set(messageId, parts);
    const known = parts[index] ?? '';
    holds(
      index <= parts.length && offset === known.length,
      'G8',
      () =>
        `a delta for part ${index} at ${offset} came to a reader that has ${parts.length} parts and ${known.length} characters of it.`,
    );
    parts[index] = known + textOf(part);
  }

  /**
   * What came in pieces is what is whole. Two things may differ: who was away in the midst of it has but the
   * beginning; and of a broken half, only what a tool has done is kept.
   */
  #compare({ id, parts, role }: Message): void {
    const written = this.#written.get(id);
    if (role === 'user' || written === undefined) return;
    const whole = parts.map(textOf);
    const isSame =
      isDeepStrictEqual(written, whole) ||
      (this.#missed.has(id) && agree(written, whole)) ||
      (whole.length < written.length && isPicked(whole, written));
    holds(
      isSame,
      'G8',
      () =>
        `a reader has put together '${written.join('|')}' of what is whole as '${whole.join('|')}'.`,
    );
  }
}

/**
 * As far as both go they say the same, apart from calls that nobody had answered: those are not kept of a
 * broken half.
 */
function agree(written: readonly string[], whole: readonly string[]): boolean {
  const kept = written.filter((text) => !text.startsWith('{') || whole.includes(text));
  const shared = Math.min(kept.length, whole.length);
  return kept.slice(0, shared).every((text, at) => {
    const other = whole[at] ?? '';
    return other.startsWith(text) || text.startsWith(other);
  });
}

/** All of the one are in the other, in order. */
function isPicked(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const text of all) if (text === some[at]) at++;
  return at === some.length;
}

const textOf = (part: Delta['part']): string =>
  'text' in part ? part.text : JSON.stringify({ ...part });
