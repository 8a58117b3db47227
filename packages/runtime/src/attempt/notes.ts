/** What an attempt knows besides its message: what it has used, and the digest of its last request. */
import { addUsage, type Usage } from '@perdure/run';
import { asJson } from '@perdure/thread';
import type { AttemptNotes as Recorded, RequestDigest } from '../ports/store.ts';
import { changedFields, digestOf } from './digest.ts';

export interface AttemptNotes extends Recorded {
  /** Fields in which a request differed from the one before it ahead of its end. */
  changed: readonly string[];
}

export class Notes {
  usage: Usage | null = null;
  readonly #formerRequest: () => RequestDigest | undefined;
  #request: RequestDigest | null = null;
  readonly #changed = new Set<string>();

  /** @param formerRequest reads the digest of the run's last request before this attempt */
  constructor(formerRequest: () => RequestDigest | undefined) {
    this.#formerRequest = formerRequest;
  }

  addUsage(usage: Usage | undefined): void {
    if (usage !== undefined) this.usage = addUsage(this.usage, asJson(usage));
  }

  async addRequest(request: unknown): Promise<void> {
    const former = this.#request ?? this.#formerRequest();
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
