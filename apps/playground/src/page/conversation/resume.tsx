/** The button that takes up a failed run where it stood; nothing once a later run has begun. */
import { canResume } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function Resume({ runId }: { runId: string }) {
  const { t } = useTranslation('playground');
  const { thread, actions } = useOpenThread();
  const isPossible = useSelector(thread, (view) => canResume(view, runId));
  return (
    isPossible && (
      <button type="button" onClick={() => void actions.resume(runId)}>
        {t('run.resume')}
      </button>
    )
  );
}
