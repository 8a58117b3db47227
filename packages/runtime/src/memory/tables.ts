/** Maps that can take back what was done to them since a mark. */
import type { ThreadEvent } from '../model/events.ts';
import type { Message } from '../model/message.ts';
import type { RunRecord } from '../ports/store.ts';

export class Tables {
  /** In the order of their making, as `messages`. */
  readonly runs = new Map<string, RunRecord>();
  /** Runs that have left the conversation. */
  readonly replaced = new Map<string, true>();
  readonly messages = new Map<string, Message>();
  readonly events = new Map<string, ThreadEvent[]>();
  readonly timers = new Map<string, { token: number; dueAt: number }>();
  #undo: (() => void)[] = [];

  /** All of what `change` does, or none of it if it throws. */
  transaction<T>(change: () => T): T {
    this.#undo = [];
    try {
      return change();
    } catch (error) {
      for (const undo of this.#undo.reverse()) undo();
      throw error;
    }
  }

  set<T>(table: Map<string, T>, key: string, value: T): void {
    const before = table.get(key);
    this.#undo.push(() => (before === undefined ? table.delete(key) : table.set(key, before)));
    table.set(key, structuredClone(value));
  }

  append(event: ThreadEvent): void {
    const log = this.events.get(event.threadId) ?? [];
    this.events.set(event.threadId, log);
    this.#undo.push(() => log.pop());
    log.push(structuredClone(event));
  }

  delete<T>(table: Map<string, T>, key: string): void {
    const before = table.get(key);
    if (before === undefined) return;
    this.#undo.push(() => table.set(key, before));
    table.delete(key);
  }
}
