/** The threads that the server has, the latest first. */
import { listThreads } from '@perdure/http/client';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bench/use-answer.ts';
import { useOccasion } from '../bench/use-occasion.ts';
import { openNewThread } from '../thread/thread-id.ts';
import { ThreadLink } from './thread-link.tsx';

const readThreads = () => listThreads({ url: '/api' });

export function ThreadList() {
  const { t } = useTranslation('playground');
  const [threads = []] = useAnswer(readThreads, useOccasion());
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
