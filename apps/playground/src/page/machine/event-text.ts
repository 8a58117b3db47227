/** The text that the page shows for an event of the log. */
import { failureText } from '@perdure/i18n';
import type { ThreadEvent } from '@perdure/thread';
import type { i18n, TFunction } from 'i18next';
import { waitText } from './wait-text.ts';

export function eventText(t: TFunction<'playground'>, i18n: i18n, event: ThreadEvent): string {
  switch (event.type) {
    case 'run.retrying':
    case 'run.parked': {
      const { retryCount, maxRetries, waitMs } = event;
      const failure = failureText(i18n, event.failure).name;
      const wait = waitText(t, Math.ceil(waitMs / 1000));
      return t(`machine.event.${event.type}`, { failure, wait, retryCount, maxRetries });
    }
    case 'run.failed':
    case 'run.interrupted':
      return t(`machine.event.${event.type}`, { failure: failureText(i18n, event.failure).name });
    case 'attempt.started':
      return event.retryCount === 0
        ? t('machine.event.attempt.first')
        : t('machine.event.attempt.retry', { retryCount: event.retryCount });
    case 'message.completed':
      return t(
        event.message.role === 'user'
          ? 'machine.event.message.prompt'
          : 'machine.event.message.completed',
      );
    case 'request.changed':
      return t('machine.event.request.changed', { fields: event.fields.join(', ') });
    default:
      return t(`machine.event.${event.type}`);
  }
}
