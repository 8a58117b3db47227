/** A link to a thread: its first prompt, its state, and when it changed. */
import { useReadable, useRun } from '@perdure/react';
import { isFinalState } from '@perdure/run/words';
import type { ThreadSummary } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { clock } from '../language/clock.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { addressOf } from '../open-thread/place.ts';

const isToday = (at: number) => new Date(at).toDateString() === new Date().toDateString();

export function ThreadLink({
  summary: { id, title, updatedAt, ...summary },
}: {
  summary: ThreadSummary;
}) {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useRun(thread);
  const isOpen = id === thread.id;
  // The state of the open thread comes from its view, because the view may be newer than the list.
  const state = (isOpen ? run?.state : undefined) ?? summary.state;
  // While the connection is lost, only a final state is certain, because any other state may have changed since.
  const isKnown = useReadable(thread.connection) !== 'lost' || isFinalState(state);
  return (
    <a href={addressOf(id)} aria-current={isOpen ? 'page' : undefined}>
      <span className="threads-title">{title || t('threads.untitled')}</span>
      <span className="threads-more" data-state={isKnown ? state : undefined}>
        {t(isKnown ? `threads.state.${state}` : 'threads.offline')} ·{' '}
        {clock(i18n, isToday(updatedAt) ? 'minute' : 'day', updatedAt)}
      </span>
    </a>
  );
}
