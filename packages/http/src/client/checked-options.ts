/** The check of the options with which a server is asked. */
import {
  checkFunction,
  checkKnownOptions,
  checkNumber,
  checkObject,
  InvalidOptionError,
} from '@perdure/thread';
import type { ConnectOptions } from './connect-thread.ts';

/** Ten times as long is about the longest delay of a timer, 2^31 - 1 ms. */
const longestTimeoutMs = 200_000_000;

/** @throws {InvalidOptionError} for an option out of its bounds, or with a name that is not known */
export function checkServerOptions(
  options: Omit<ConnectOptions, 'threadId'>,
  known: readonly string[],
): void {
  checkObject('options', options);
  const { url, fetch, timeoutMs, onError } = options;
  if (typeof url !== 'string') throw new InvalidOptionError('url', 'a text', url);
  if (fetch !== undefined) checkFunction('fetch', fetch);
  if (timeoutMs !== undefined)
    checkNumber('timeoutMs', timeoutMs, { min: 1, max: longestTimeoutMs });
  if (onError !== undefined) checkFunction('onError', onError);
  checkKnownOptions('', options, known);
}
