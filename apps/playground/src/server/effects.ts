/**
 * The effects of the demo's tools: a file with one line per tool call. The file is not part of the
 * database, because an effect outside of the process is not rolled back with a transaction.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Effect } from '../demo-api.ts';

/** A call of one of the demo's tools. */
export interface ToolCall extends Pick<Effect, 'runId' | 'toolCallId' | 'tool' | 'input'> {
  /** The `ProviderRequest.idempotencyKey` of the attempt that makes the call. */
  idempotencyKey: string;
}

type Line = ToolCall & Pick<Effect, 'at' | 'done'>;

export class Effects {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Performs a call and returns its result. If another attempt of the same run calls with the same call id, the call is
   * recorded and gets the first result.
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
