/**
 * The source of a stream's bytes. Nothing is made before the reader asks for it: the log is read in pages as the reader
 * takes them, and a comment is sent only to a reader that waits. A reader that has stopped reading is let go.
 */
import type { Position, StreamItem } from '@perdure/thread';
import { Observable } from 'rxjs';
import { Waiting, type WaitingLimits } from './waiting.ts';

export interface StreamSourceOptions {
  /** The thread's stream after a position: recorded items at once, and then live ones. */
  stream: (from: Position) => Observable<StreamItem>;
  from: Position;
  limits: WaitingLimits;
  heartbeatMs: number;
  /** The first bytes of the stream. */
  opening: string;
  /** Closes the connection of a reader that is not reading; undefined if the adapter gives no connection. */
  disconnect: (() => void) | undefined;
  /** Called once at the end, whoever ended. */
  onEnd: () => void;
}

/** Most of the log that is read ahead of the reader. */
const replayLimits: WaitingLimits = { items: 500, bytes: 1_048_576 };

/** Heartbeat intervals without a byte taken after which a reader is let go. */
const mostMissedBeats = 8;

/** Longest piece that is given to the connection at once, so that a slow reader is seen to read. Bytes. */
const pieceBytes = 65_536;

const utf8 = new TextEncoder();

const comment = utf8.encode(': \n\n');

export class StreamSource {
  readonly #options: StreamSourceOptions;
  readonly #waiting: Waiting;
  /** What is left of the bytes that are being sent. */
  #bytes: Uint8Array;
  /** Removes the subscription; undefined while there is none. */
  #unsubscribe: (() => void) | undefined;
  #isReplaying = false;
  /** True once the stream brings nothing any more. What waits is still sent. */
  #hasEnded = false;
  /** True once nothing is sent any more. */
  #isOver = false;
  /** Goes on with a read that waits for an item; undefined while no read waits. */
  #wake: (() => void) | undefined;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #isBeatDue = false;
  #missedBeats = 0;
  #failure: { error: unknown } | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(options: StreamSourceOptions) {
    this.#options = options;
    this.#waiting = new Waiting(options.from);
    this.#bytes = utf8.encode(options.opening);
  }

  /**
   * Reads the beginning ahead, and does not stay subscribed, because nobody may ever read the stream.
   *
   * @throws what the stream errors with at once, such as an UnknownPositionError
   */
  readAhead(): void {
    this.#subscribe();
    this.#unsubscribe?.();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    this.#missedBeats = 0;
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#options.heartbeatMs);
    while (this.#bytes.length === 0 && (await this.#hasMore()));
    if (this.#isOver) return;
    if (this.#bytes.length === 0) {
      this.#end();
      controller.close();
    } else {
      controller.enqueue(this.#bytes.subarray(0, pieceBytes));
      this.#bytes = this.#bytes.subarray(pieceBytes);
    }
  }

  /** Called if the reader has gone. */
  cancel(): void {
    this.#end();
  }

  /** Takes the next bytes, or waits for some. False if there is nothing more to send. */
  async #hasMore(): Promise<boolean> {
    if (this.#isOver) return false;
    this.#bytes = this.#waiting.take(pieceBytes);
    if (this.#bytes.length === 0 && this.#isBeatDue) this.#bytes = comment;
    if (this.#bytes.length > 0) {
      this.#isBeatDue = false;
    } else if (this.#hasEnded) {
      return false;
    } else if (this.#unsubscribe === undefined) {
      this.#subscribe();
    } else {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
    return true;
  }

  /** Reads the log after the position, at most `replayLimits` of it. At its end, the reader is given live items. */
  #subscribe(): void {
    this.#isReplaying = true;
    const end = () => {
      this.#hasEnded = true;
      this.#wake?.();
    };
    // After the beginning, the client connects again, and is told of the error then.
    const fail = (error: unknown) => {
      this.#failure = { error };
      this.#unsubscribe?.();
      end();
    };
    new Observable<StreamItem>((subscriber) => {
      this.#unsubscribe = () => {
        this.#unsubscribe = undefined;
        subscriber.unsubscribe();
      };
      return this.#options.stream(this.#waiting.position).subscribe(subscriber);
    }).subscribe({
      next: (item) => {
        // rxjs would throw the error of an item that is no JSON where nobody catches it.
        try {
          this.#add(item);
        } catch (error) {
          fail(error);
        }
      },
      complete: end,
      error: fail,
    });
    this.#isReplaying = false;
  }

  #add(item: StreamItem): void {
    this.#waiting.add(item);
    if (this.#isReplaying) {
      if (this.#waiting.exceeds(replayLimits)) this.#unsubscribe?.();
    } else if (this.#waiting.exceeds(this.#options.limits)) {
      // A reader that waits is not slow: so much came within one event-loop turn. It reads on from the log.
      if (this.#wake !== undefined) this.#unsubscribe?.();
      else this.#letGo();
    }
    this.#wake?.();
  }

  #beat(): void {
    this.#isBeatDue = this.#wake !== undefined;
    this.#wake?.();
    if (!this.#isBeatDue && ++this.#missedBeats >= mostMissedBeats) this.#letGo();
  }

  #letGo(): void {
    this.#end();
    // A connection that takes no bytes is not closed by the end of its response, which waits behind them.
    if (this.#options.disconnect !== undefined) this.#options.disconnect();
    else this.#controller?.error(new Error('The reader does not read.'));
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#heartbeat);
    this.#unsubscribe?.();
    this.#waiting.clear();
    this.#bytes = new Uint8Array(0);
    this.#wake?.();
    this.#options.onEnd();
  }
}
