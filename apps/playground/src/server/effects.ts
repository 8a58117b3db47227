/**
 * What the demo's tools have done outside: a line of a file for each time that one was called. It stands beside
 * the database and is no part of it: what is done outside is not taken back with a transaction.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Effect } from '../demo-api.ts';

/** A call as a tool gets it. */
export interface ToolCall extends Pick<Effect, 'runId' | 'toolCallId' | 'tool' | 'input'> {
  /** The attempt's key. */
  key: string;
}

type Line = ToolCall & Pick<Effect, 'at' | 'done'>;

export class Effects {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Does it, and returns what was done. A run that calls again under the same call id, from another attempt,
   * is told what was done then; that it called is noted.
   */
  perform(call: ToolCall, act: () => string): string {
    const known = this.#lines().find((line) => isSame(line, call));
    const done = known?.done ?? act();
    const line: Line = { at: new Date().toISOString(), ...call, done };
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    return done;
  }

  /** Each once, in the order in which they were performed. */
  all(): Effect[] {
    const effects: Effect[] = [];
    for (const { key, ...line } of this.#lines()) {
      const known = effects.find((effect) => isSame(effect, line));
      if (known === undefined) effects.push({ ...line, attempts: [key] });
      else known.attempts.push(key);
    }
    return effects;
  }

  #lines(): Line[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  }
}

type Name = Pick<Effect, 'runId' | 'toolCallId'>;

const isSame = (one: Name, other: Name): boolean =>
  one.runId === other.runId && one.toolCallId === other.toolCallId;
