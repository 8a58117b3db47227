/** A provider that is led from outside, one attempt at a time, by the events with which the attempts shall end. */
import type { Failure } from '@perdure/failure';
import type { AttemptEvent } from '@perdure/run';
import type { Chunk, Provider } from '@perdure/runtime';

export interface LedProvider {
  provider: Provider;
  /** Ends the attempt that is under way of a run. */
  end(runId: string, event: AttemptEvent): void;
  /** Attempts that were begun of a run. */
  begun(runId: string): number;
}

type End = { chunk: Chunk } | { error: unknown };

export function ledProvider(): LedProvider {
  const attempts = new Map<string, number>();
  const underWay = new Map<string, (end: End) => void>();

  return {
    async *provider({ runId, signal }) {
      attempts.set(runId, (attempts.get(runId) ?? 0) + 1);
      const end = await new Promise<End>((resolve, reject) => {
        underWay.set(runId, resolve);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
      if ('error' in end) throw end.error;
      yield end.chunk;
    },
    end: (runId, event) => underWay.get(runId)?.(toEnd(event)),
    begun: (runId) => attempts.get(runId) ?? 0,
  };
}

function toEnd(event: AttemptEvent): End {
  switch (event.type) {
    case 'attempt.completed':
      return { chunk: { type: 'finish', reason: 'stop' } };
    case 'attempt.asked':
      return { chunk: { type: 'ask', question: event.question } };
    case 'attempt.failed':
      return { error: toError(event.failure) };
    case 'attempt.lost':
      throw new Error('An attempt is lost in a crash.');
  }
}

/** An error as an SDK throws it, which the classifier takes for that failure. */
export const toError = ({ message, status, retryAfterMs }: Failure): Error =>
  Object.assign(new Error(message), {
    statusCode: status,
    responseHeaders: retryAfterMs === undefined ? {} : { 'retry-after-ms': `${retryAfterMs}` },
  });
