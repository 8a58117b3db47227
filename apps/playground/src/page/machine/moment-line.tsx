/** A line that shows the event of a moment: text, type and time of the event. */

import { useTranslation } from 'react-i18next';
import { clock } from '../language/clock.ts';
import { eventText } from './event-text.ts';
import type { Moment } from './moments.ts';

export function MomentLine({ moment: { event } }: { moment: Moment }) {
  const { t, i18n } = useTranslation('playground');
  return (
    <div className="machine-moment">
      <p className="machine-event">{eventText(t, i18n, event)}</p>
      <p className="machine-record">
        <code>{event.type}</code>
        <time dateTime={new Date(event.at).toISOString()}>{clock(i18n, 'tenth', event.at)}</time>
      </p>
    </div>
  );
}
