/** The log of chat requests and their outcomes. */
import type { ChatMessage } from './chat-request.ts';
import type { Fault } from './fault.ts';

/** `failed`: by a fault of the plan. `disconnected`: the client closed the connection. */
export type Outcome = 'streaming' | 'completed' | 'failed' | 'disconnected';

/** A chat request that was well-formed and authorised. */
export interface ReceivedRequest {
  /** `chatcmpl-N`; also the completion's id and the response's `x-request-id`. */
  id: string;
  /** Time of arrival, ISO 8601 in UTC. */
  at: string;
  model: string;
  /** Exactly as sent. */
  messages: ChatMessage[];
  stream: boolean;
  /** Kind of the fault that the request used up. */
  fault: Fault['kind'];
  /** HTTP status of the answer. */
  status: number;
  outcome: Outcome;
  /** Tokens written to the connection. */
  sentTokens: number;
}

/** Entries kept. The oldest is dropped beyond that, so that a long demo does not fill the memory. */
const capacity = 1_000;

export class RequestLog {
  #entries: ReceivedRequest[] = [];
  #count = 0;

  /** Adds a request. The returned entry is the stored one: its outcome is to be kept up to date. */
  open(
    request: Pick<ReceivedRequest, 'model' | 'messages' | 'stream' | 'fault' | 'status'>,
  ): ReceivedRequest {
    this.#count += 1;
    const entry: ReceivedRequest = {
      id: `chatcmpl-${this.#count}`,
      at: new Date().toISOString(),
      ...request,
      outcome: 'streaming',
      sentTokens: 0,
    };
    this.#entries.push(entry);
    if (this.#entries.length > capacity) this.#entries.shift();
    return entry;
  }

  /** A copy of all entries, newest last. */
  all(): ReceivedRequest[] {
    return structuredClone(this.#entries);
  }

  /** Removes all entries. Ids count on, so that none is given twice. */
  clear(): void {
    this.#entries = [];
  }
}
