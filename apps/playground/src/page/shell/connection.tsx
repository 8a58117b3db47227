/** Whether what is shown is what is. */
import { useLive } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../thread/open-thread.ts';

export function Connection() {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const state = useLive(thread.connection);
  return (
    <p className="connection" data-testid="connection" data-connection={state}>
      {t(`connection.${state === 'idle' ? 'connecting' : state}`)}
    </p>
  );
}
