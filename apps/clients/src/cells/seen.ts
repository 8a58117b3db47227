/** What is seen of a surface at a fault. */
import type { Failure } from '@perdure/failure';

/**
 * - `throws`: it throws, and the error is classified
 * - `tells`: it hands an error on as a part of its stream, and the error is classified
 * - `aborts`: it says that the answer was aborted, without an error
 * - `ends`: the stream ends without a word of an error
 * - `waits`: nothing happens for longer than any timeout
 */
export type How = 'throws' | 'tells' | 'aborts' | 'ends' | 'waits';

export interface ClientSeen {
  how: How;
  /** The text so far. */
  text: string;
  /** The client's word for the end of the answer, if it has one for all wires. */
  end?: string;
  /** What was thrown or told. */
  error?: unknown;
  failure?: Failure;
}

export interface AdapterSeen {
  /** The state in which the run has ended. */
  status: string;
  text: string;
  failure?: Failure;
}
