/** The event of the moment in words, with its time and its name in the log. */

import { useTranslation } from 'react-i18next';
import { eventText } from './event-text.ts';
import type { Moment } from './moments.ts';

export function MomentLine({ moment: { event } }: { moment: Moment }) {
  const { t, i18n } = useTranslation('playground');
  const time = new Intl.DateTimeFormat(i18n.resolvedLanguage, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 1,
    hourCycle: 'h23',
  });
  return (
    <div className="machine-moment">
      <p className="machine-event">{eventText(t, i18n, event)}</p>
      <p className="machine-record">
        <code>{event.type}</code>
        <time dateTime={new Date(event.at).toISOString()}>{time.format(event.at)}</time>
      </p>
    </div>
  );
}
