/** The record of what the provider was sent, and what became of it. */
import type { ChatMessage } from './chat-request.ts';
import type { Fault } from './fault.ts';

/** `failed` is the server's doing, as planned; `disconnected` is the client's. */
export type Outcome = 'streaming' | 'completed' | 'failed' | 'disconnected';

/** One well-formed, authorised chat request, in the order of arrival. */
export interface ReceivedRequest {
  /** `chatcmpl-N`; also the completion's id and the response's `x-request-id`. */
  id: string;
  /** Arrival, ISO 8601 in UTC. */
  at: string;
  model: string;
  /** As sent, nothing added and nothing left out. */
  messages: ChatMessage[];
  stream: boolean;
  /** The kind of fault this request obeyed. */
  fault: Fault['kind'];
  /** The HTTP status of the answer. */
  status: number;
  outcome: Outcome;
  /** Tokens of the answer that were written to the connection. */
  sentTokens: number;
}

/** A long demo must not fill the memory: the oldest entries go first. */
const LIMIT = 1_000;

export class RequestLog {
  #entries: ReceivedRequest[] = [];
  #count = 0;

  /** Notes a request. The entry is live: whoever answers keeps its outcome up to date. */
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
    if (this.#entries.length > LIMIT) this.#entries.shift();
    return entry;
  }

  /** A copy that later requests do not change, newest last. */
  all(): ReceivedRequest[] {
    return structuredClone(this.#entries);
  }

  /** Forgets the entries; ids go on counting, so none is ever given twice. */
  clear(): void {
    this.#entries = [];
  }
}
