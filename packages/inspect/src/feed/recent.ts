/**
 * The events that were recorded last, in memory and once for all receivers, so that who keeps up does not read the log.
 */
import type { ThreadEvent } from '@perdure/thread';
import type { Log } from './selection.ts';

/** Number of events that are kept. */
const mostEvents = 4_000;

/** Longest text of a message that is kept, characters. A longer one is read from the log. */
const longest = 8_192;

export class Recent implements Log {
  readonly #log: Log;
  /** The last events of each thread without a gap, by thread id, with the least recently changed thread first. */
  readonly #kept = new Map<string, ThreadEvent[]>();
  #count = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Call with each event after its commit. */
  add(event: ThreadEvent): void {
    const events = this.#forget(event.threadId);
    if (lengthOf(event) > longest) return;
    const isNext = events.at(-1)?.seq === event.seq - 1;
    this.#kept.set(event.threadId, isNext ? events : [event]);
    if (isNext) events.push(event);
    this.#count += isNext ? events.length : 1;
    for (const threadId of this.#kept.keys()) {
      if (this.#count <= mostEvents) break;
      this.#forget(threadId);
    }
  }

  /** Call when there are no receivers. */
  clear(): void {
    this.#kept.clear();
    this.#count = 0;
  }

  events(threadId: string, after: number, limit: number): ThreadEvent[] {
    const kept = this.#kept.get(threadId);
    const from = kept?.[0] === undefined ? -1 : after + 1 - kept[0].seq;
    return kept === undefined || from < 0
      ? this.#log.events(threadId, after, limit)
      : kept.slice(from, from + limit);
  }

  findRun(...given: Parameters<Log['findRun']>): ReturnType<Log['findRun']> {
    return this.#log.findRun(...given);
  }

  threads(...given: Parameters<Log['threads']>): ReturnType<Log['threads']> {
    return this.#log.threads(...given);
  }

  #forget(threadId: string): ThreadEvent[] {
    const events = this.#kept.get(threadId) ?? [];
    this.#kept.delete(threadId);
    this.#count -= events.length;
    return events;
  }
}

/** Length of an event's message; Infinity for one with more than text. */
function lengthOf(event: ThreadEvent): number {
  if (!('message' in event)) return 0;
  return event.message.parts.reduce(
    (length, part) => length + ('text' in part ? part.text.length : Infinity),
    0,
  );
}
