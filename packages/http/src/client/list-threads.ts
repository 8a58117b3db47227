/** Lists the threads of a server. */
import type { ThreadSummary } from '@perdure/thread';
import { get, withTimeout } from './call.ts';
import type { ConnectOptions } from './connect-thread.ts';

/**
 * The 100 most recently changed threads, latest first.
 *
 * @throws {HttpError} if the server refuses or does not answer
 */
export const listThreads = ({
  url,
  fetch = globalThis.fetch,
  timeoutMs,
}: Omit<ConnectOptions, 'threadId'>): Promise<ThreadSummary[]> =>
  get(
    withTimeout((...request) => fetch(...request), timeoutMs),
    `${url}/threads`,
  );
