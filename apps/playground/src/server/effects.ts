/**
 * The effects of the demo's tools: a file with one line per tool call. The file is not part of the
 * database, because an effect outside of the process is not rolled back with a transaction.
 */
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
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
    const id = idOf(call);
    const known = this.#lines().find((line) => idOf(line) === id);
    const done = known?.done ?? act();
    this.#append({ at: new Date().toISOString(), ...call, done });
    return done;
  }

  /** The effects, each once, in the order in which they were performed. */
  all(): Effect[] {
    const effects = new Map<string, Effect>();
    for (const { idempotencyKey, ...line } of this.#lines()) {
      const id = idOf(line);
      const known = effects.get(id);
      if (known === undefined) effects.set(id, { ...line, attempts: [idempotencyKey] });
      else known.attempts.push(idempotencyKey);
    }
    return [...effects.values()];
  }

  #lines(): Line[] {
    const lines = this.#whole().toString().split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line));
  }

  /** Appends a line in the place of one that was cut. */
  #append(line: Line): void {
    if (existsSync(this.#file)) truncateSync(this.#file, this.#whole().length);
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** The file up to its last line break, because a full disk or a kill may have cut the line behind it. */
  #whole(): Buffer {
    if (!existsSync(this.#file)) return Buffer.alloc(0);
    const bytes = readFileSync(this.#file);
    return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  }
}

/** Tells a call from all others: a call id alone may come back in another run. */
const idOf = ({ runId, toolCallId }: Pick<Effect, 'runId' | 'toolCallId'>): string =>
  JSON.stringify([runId, toolCallId]);
