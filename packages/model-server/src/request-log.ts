/** The log of chat requests and their outcomes. */
import type { ChatMessage } from './chat-request.ts';
import type { Fault } from './fault.ts';
import type { PromptNote } from './prompts.ts';

/**
 * The outcome of a chat request. `failed`: a planned fault was applied. `disconnected`: the client closed the
 * connection.
 */
export type Outcome = 'streaming' | 'completed' | 'failed' | 'disconnected';

/** A logged chat request. Only well-formed and authorised requests are logged. */
export interface ReceivedRequest extends PromptNote {
  /** The id of the request, `chatcmpl-N`. It is also the completion's id and the response's `x-request-id`. */
  id: string;
  /** Time of arrival, ISO 8601 in UTC. */
  at: string;
  model: string;
  /** The messages exactly as the client sent them. */
  messages: ChatMessage[];
  stream: boolean;
  /** Kind of the planned fault that the request used up. */
  fault: Fault['kind'];
  /** HTTP status of the answer. */
  status: number;
  outcome: Outcome;
  /** Number of tokens written to the connection; of pieces, for arguments that a fault cuts into pieces. */
  sentTokens: number;
}

/**
 * Number of entries that the log keeps. Beyond it the oldest entry is removed, so that a long demo does not fill
 * memory.
 */
const capacity = 1_000;

export class RequestLog {
  #entries: ReceivedRequest[] = [];
  #count = 0;

  /** Adds a request. Returns the stored entry itself, so that the caller can update its outcome. */
  open(request: Omit<ReceivedRequest, 'id' | 'at' | 'outcome' | 'sentTokens'>): ReceivedRequest {
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

  /** A copy of all entries, with the newest one last. */
  all(): ReceivedRequest[] {
    return structuredClone(this.#entries);
  }

  /** Removes all entries. The numbers of the ids continue, so that no id is given twice. */
  clear(): void {
    this.#entries = [];
  }
}
