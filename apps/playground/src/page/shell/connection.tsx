/** The state of the connection to the server. */
import { useReadable } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function Connection() {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const state = useReadable(thread.connection);
  return (
    <p className="connection" data-testid="connection" data-connection={state}>
      {t(`connection.${state === 'idle' ? 'connecting' : state}`)}
    </p>
  );
}
