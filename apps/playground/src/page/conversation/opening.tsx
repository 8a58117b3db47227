/** What stands in a thread where nothing has been said. */
import { useLive } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../thread/open-thread.ts';

export function Opening() {
  const { t } = useTranslation('playground');
  const { thread, actions } = useOpenThread();
  const connection = useLive(thread.connection);
  // Before the first answer of the server nobody knows whether the thread is empty.
  if (connection === 'idle' || connection === 'connecting') return null;

  const example = t('conversation.example');
  return (
    <div className="opening">
      <p>{t('conversation.lead')}</p>
      <button type="button" onClick={() => void actions.start(example)}>
        {example}
      </button>
    </div>
  );
}
