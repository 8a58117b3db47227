/** What the page shows in an empty thread. */
import { useReadable } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function Opening() {
  const { t } = useTranslation('playground');
  const { thread, actions } = useOpenThread();
  const connection = useReadable(thread.connection);
  // Renders nothing before the server's first response, because the thread may not be empty.
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
