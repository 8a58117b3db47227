/** Lists the threads of a server. */
import type { ThreadSummary } from '@perdure/thread';
import { get, withTimeout } from './call.ts';
import type { ConnectOptions } from './connect-thread.ts';
import { toServerUrl } from './server-url.ts';

/**
 * The 100 most recently changed threads, latest first.
 *
 * @throws {HttpError} if the server refuses or does not answer
 * @throws {InvalidUrlError} for a URL to which a path can't be added
 */
export const listThreads = async ({
  url,
  fetch = globalThis.fetch,
  timeoutMs,
}: Omit<ConnectOptions, 'threadId'>): Promise<ThreadSummary[]> =>
  get(
    withTimeout((...request) => fetch(...request), timeoutMs),
    `${toServerUrl(url)}/threads`,
  );
