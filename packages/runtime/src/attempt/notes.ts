/** What an attempt knows besides its message: what it has used, and the digest of its last request. */
import { addUsage, type Usage } from '@perdure/run';
import type { AttemptNotes as Recorded, RequestDigest } from '../ports/store.ts';
import { changedFields, digestOf } from './digest.ts';

export interface AttemptNotes extends Recorded {
  /** Fields in which a request differed from the one before it ahead of its end. */
  changed: readonly string[];
}

export class Notes {
  /** Of the steps that have ended. */
  #ended: Usage | null = null;
  /** Of the step under way, as far as its provider has said it. */
  #current: Usage | null = null;
  readonly #formerRequest: () => Promise<RequestDigest | undefined>;
  #request: RequestDigest | null = null;
  readonly #changed = new Set<string>();

  /** @param formerRequest reads the digest of the run's last request before this attempt */
  constructor(formerRequest: () => Promise<RequestDigest | undefined>) {
    this.#formerRequest = formerRequest;
  }

  /** What the attempt has used so far; null if no provider has said it. */
  get usage(): Usage | null {
    return this.#current === null ? this.#ended : addUsage(this.#ended, this.#current);
  }

  /** Call with what the step under way has used so far. */
  noteUsage(usage: Usage): void {
    this.#current = usage;
  }

  /** Call at the end of a step, with what it has used. */
  addUsage(usage: Usage | undefined): void {
    if (usage !== undefined) this.#current = usage;
    this.#ended = this.usage;
    this.#current = null;
  }

  async addRequest(request: unknown): Promise<void> {
    const former = this.#request ?? (await this.#formerRequest());
    const changed = former === undefined ? [] : await changedFields(former, request);
    for (const field of changed) this.#changed.add(field);
    this.#request = (await digestOf(request)) ?? null;
  }

  /** The notes for a record; undefined if nothing is known. */
  get all(): AttemptNotes | undefined {
    if (this.usage === null && this.#request === null) return undefined;
    return { usage: this.usage, request: this.#request, changed: [...this.#changed] };
  }
}
