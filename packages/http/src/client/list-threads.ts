/** The threads that a server has. */
import type { ThreadSummary } from '@perdure/runtime';
import { get } from './call.ts';
import type { ConnectOptions } from './connect-thread.ts';

/**
 * The latest first.
 *
 * @throws {HttpError} if the server refuses, or does not answer
 */
export const listThreads = ({
  url,
  fetch = globalThis.fetch,
}: Omit<ConnectOptions, 'threadId'>): Promise<ThreadSummary[]> =>
  get((...request) => fetch(...request), `${url}/threads`);
