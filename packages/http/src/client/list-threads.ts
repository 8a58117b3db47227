/** Lists the threads of a server. */
import { keptForLater, type ThreadSummary } from '@perdure/thread';
import { get, withTimeout } from './call.ts';
import { checkServerOptions } from './checked-options.ts';
import type { ConnectOptions } from './connect-thread.ts';
import { toServerUrl } from './server-url.ts';

export type ListOptions = Omit<ConnectOptions, 'threadId' | 'onError'>;

/**
 * The 100 most recently changed threads, latest first.
 *
 * @throws {HttpError} if the server refuses or does not answer
 * @throws {InvalidUrlError} for a URL to which a path can't be added
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 */
export const listThreads = (options: ListOptions): Promise<ThreadSummary[]> =>
  keptForLater(list(options));

async function list(options: ListOptions): Promise<ThreadSummary[]> {
  checkServerOptions(options, ['url', 'fetch', 'timeoutMs']);
  const { url, fetch = globalThis.fetch, timeoutMs } = options;
  const call = withTimeout((...request) => fetch(...request), timeoutMs);
  return get(call, `${toServerUrl(url)}/threads`);
}
