/** The actions on a run that is not over. The button that stops a running run is in the composer. */
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function RunActions({ run: { id, state } }: { run: RunView }) {
  const { t } = useTranslation('playground');
  const { actions } = useOpenThread();
  if (state === 'running') return null;
  return (
    <div className="status-actions">
      {(state === 'retrying' || state === 'parked') && (
        <button type="button" onClick={() => void actions.retryNow()}>
          {t('run.retryNow')}
        </button>
      )}
      <button type="button" onClick={() => void actions.cancel(id)}>
        {t('run.cancel')}
      </button>
    </div>
  );
}
