/** The server's threads, the latest first. */
import { useTranslation } from 'react-i18next';
import { openNewThread } from '../open-thread/place.ts';
import { ThreadLink } from './thread-link.tsx';
import { useThreads } from './use-threads.ts';

export function ThreadList() {
  const { t } = useTranslation('playground');
  const threads = useThreads();
  return (
    <>
      <button type="button" className="threads-new" onClick={openNewThread}>
        {t('newThread')}
      </button>
      <ul>
        {threads.map((summary) => (
          <li key={summary.id}>
            <ThreadLink summary={summary} />
          </li>
        ))}
      </ul>
    </>
  );
}
