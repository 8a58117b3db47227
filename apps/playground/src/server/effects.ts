/**
 * The effects of the demo's tools: a file with one line per tool call. It stands beside the database and is not part of
 * it, because an outside effect is not rolled back with a transaction.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Effect } from '../demo-api.ts';

/** A tool call. */
export interface ToolCall extends Pick<Effect, 'runId' | 'toolCallId' | 'tool' | 'input'> {
  /** `ProviderRequest.idempotencyKey` of the attempt. */
  idempotencyKey: string;
}

type Line = ToolCall & Pick<Effect, 'at' | 'done'>;

export class Effects {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Performs a call and returns its result. A second call of the same run with the same call id, from another attempt,
   * is recorded and gets the first result.
   */
  perform(call: ToolCall, act: () => string): string {
    const known = this.#lines().find((line) => isSame(line, call));
    const done = known?.done ?? act();
    const line: Line = { at: new Date().toISOString(), ...call, done };
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    return done;
  }

  /** The effects, each once, in the order in which they were performed. */
  all(): Effect[] {
    const effects: Effect[] = [];
    for (const { idempotencyKey, ...line } of this.#lines()) {
      const known = effects.find((effect) => isSame(effect, line));
      if (known === undefined) effects.push({ ...line, attempts: [idempotencyKey] });
      else known.attempts.push(idempotencyKey);
    }
    return effects;
  }

  #lines(): Line[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  }
}

type CallId = Pick<Effect, 'runId' | 'toolCallId'>;

const isSame = (one: CallId, other: CallId): boolean =>
  one.runId === other.runId && one.toolCallId === other.toolCallId;
