/** Ends a led call as an attempt event of the graph says. */
import type { Failure } from '@perdure/failure';
import type { AttemptEvent } from '@perdure/run';
import { httpError, type LedCall } from '../provider/index.ts';

/** Ends the attempt. @throws for `attempt.lost`, because only a crash loses an attempt */
export function endAttempt(call: LedCall | undefined, event: AttemptEvent): void {
  switch (event.type) {
    case 'attempt.completed':
      call?.send({ type: 'text', text: 'Done.' }, { type: 'finish', reason: 'stop' });
      break;
    case 'attempt.asked':
      call?.send({ type: 'ask', question: event.question });
      break;
    case 'attempt.failed':
      // A failure before the first output has a duration, by which repetition is noticed.
      if (event.tookMs === undefined) call?.send({ type: 'text', text: 'Half' });
      call?.fail(toError(event.failure));
      break;
    case 'attempt.lost':
      throw new Error('An attempt is lost in a crash.');
  }
}

/** An error that the classifier turns into this failure. */
const toError = ({ message, status, retryAfterMs }: Failure): Error =>
  httpError(
    status,
    message,
    retryAfterMs === undefined ? {} : { 'retry-after-ms': `${retryAfterMs}` },
  );
