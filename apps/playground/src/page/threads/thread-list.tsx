/** The threads that the server has, the latest first. */
import { listThreads } from '@perdure/http/client';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bench/use-answer.ts';
import { useFold } from '../bench/use-fold.ts';
import { useOccasion } from '../bench/use-occasion.ts';
import { useOpenThread } from '../thread/open-thread.ts';
import { addressOf, openNewThread } from '../thread/thread-id.ts';

const readThreads = () => listThreads({ url: '/api' });

export function ThreadList() {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const [threads = []] = useAnswer(readThreads, useOccasion());
  const fold = useFold('(min-width: 80rem)');
  const time = new Intl.DateTimeFormat(i18n.resolvedLanguage ?? 'en', { timeStyle: 'short' });

  return (
    <nav className="threads" aria-label={t('threads.label')}>
      <details open={fold.isOpen} onToggle={fold.onToggle}>
        <summary className="fold-summary">{t('threads.label')}</summary>
        <button type="button" className="threads-new" onClick={openNewThread}>
          {t('newThread')}
        </button>
        <ul>
          {threads.map(({ id, title, state, updatedAt }) => (
            <li key={id}>
              <a href={addressOf(id)} aria-current={id === thread.id ? 'page' : undefined}>
                <span className="threads-title">{title || t('threads.untitled')}</span>
                <span className="threads-more" data-state={state}>
                  {t(`threads.state.${state}`)} · {time.format(updatedAt)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}
