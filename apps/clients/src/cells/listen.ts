/** One cell of a client: one answer of one fault, until the client has had its say. */
import { classifyFailure } from '@perdure/failure';
import type { Client } from '../clients/client.ts';
import { type FaultName, faults } from '../faults/index.ts';
import type { FailingServer } from '../server/failing-server.ts';
import type { ClientSeen, How } from './seen.ts';

/** For clients' own timeouts where silence is the fault, ms. Elsewhere a timeout is no part of what is seen. */
const shortMs = 1_000;
const longMs = 60_000;
/** Longest wait for a client after which it counts as waiting for ever, ms. */
const patienceMs = 20_000;

export async function listen(
  client: Client,
  fault: FaultName,
  server: FailingServer,
): Promise<ClientSeen> {
  const { silent, caller } = faults[fault];
  const controller = new AbortController();
  const seen: ClientSeen = { how: 'ends', text: '' };
  const fail = (how: How, error: unknown) => {
    seen.how = how;
    seen.error = error;
    seen.failure = classifyFailure(error, {
      ...(client.provider !== '' && { provider: client.provider }),
      // Of a timeout, the caller does not know whether it counts as its own.
      ...(caller !== 'timesOut' && { aborted: caller === 'aborts' }),
    });
  };

  const read = async () => {
    try {
      const heard = client.listen({
        url: server.url(client.wire, fault, client.version),
        signal: controller.signal,
        timeoutMs: silent === undefined ? longMs : shortMs,
      });
      for await (const each of heard) {
        if ('text' in each) seen.text += each.text;
        else if ('end' in each) seen.end = each.end;
        // The first word counts, because what follows is about the same.
        else if (seen.how !== 'ends') continue;
        else if ('error' in each) fail('tells', each.error);
        else seen.how = 'aborts';
        if (seen.text !== '' && caller !== undefined) controller.abort(reasonOf(caller));
      }
    } catch (error) {
      if (seen.how === 'ends') fail('throws', error);
    }
  };

  const patience = new AbortController();
  const isLate = await Promise.race([read().then(() => false), late(patience.signal)]);
  patience.abort();
  // What a late client says after this is not heard, because the cell is a copy.
  return isLate ? { ...seen, how: 'waits' } : seen;
}

/** The reasons that the platform gives: of `abort()`, and of `AbortSignal.timeout`. */
const reasonOf = (caller: 'aborts' | 'timesOut'): DOMException =>
  caller === 'aborts'
    ? new DOMException('This operation was aborted', 'AbortError')
    : new DOMException('The operation was aborted due to timeout', 'TimeoutError');

const late = (signal: AbortSignal): Promise<true> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), patienceMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
