/** A thread by what was asked first, with how it stands. */
import { useCurrentRun, useLive } from '@perdure/react';
import type { ThreadSummary } from '@perdure/runtime';
import { useTranslation } from 'react-i18next';
import { clock } from '../language/clock.ts';
import { useOpenThread } from '../thread/open-thread.ts';
import { addressOf } from '../thread/thread-id.ts';
import { isFinal } from './is-final.ts';

const isToday = (at: number) => new Date(at).toDateString() === new Date().toDateString();

export function ThreadLink({
  summary: { id, title, updatedAt, ...summary },
}: {
  summary: ThreadSummary;
}) {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useCurrentRun(thread);
  const isOpen = id === thread.id;
  // The list may be older than what is seen of the thread that is open.
  const state = (isOpen ? run?.state : undefined) ?? summary.state;
  // What is over stays so; how the others stand, nobody knows while the server is away.
  const isKnown = useLive(thread.connection) !== 'lost' || isFinal(state);
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
