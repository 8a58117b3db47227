/** A terminal line for a recorded event. The line holds no text of the conversation. */
import { type ThreadEvent, textOf } from '@perdure/thread';

export function logLine(event: ThreadEvent): string {
  const time = new Date(event.at).toTimeString().slice(0, 8);
  return `${time}  ${event.runId.slice(0, 8)}  ${event.type.padEnd(18)} ${detail(event)}`.trimEnd();
}

function detail(event: ThreadEvent): string {
  switch (event.type) {
    case 'attempt.started':
      return event.retryCount === 0 ? '' : `retry ${event.retryCount}`;
    case 'run.retrying':
    case 'run.parked': {
      const { failure, retryCount, maxRetries, waitMs } = event;
      return `${reason(failure)}: retry ${retryCount} of ${maxRetries} in ${waitMs / 1000} s`;
    }
    case 'run.failed':
    case 'run.interrupted':
      return reason(event.failure);
    case 'message.completed':
    case 'message.failed':
      return `${event.message.role}, ${textOf(event.message).length} characters`;
    case 'request.changed':
      return event.fields.join(', ');
    default:
      return '';
  }
}

const reason = ({ kind, status, code }: { kind: string; status?: number; code?: string }): string =>
  `${kind}${status === undefined ? '' : ` ${status}`}${code === undefined ? '' : ` (${code})`}`;
