/** Says each transition once to those who listen; what ticks is not said. */
import { runStatus } from '@perdure/i18n';
import { useCurrentRun, useLive } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../conversation/failure-of.ts';
import { useOpenThread } from '../thread/open-thread.ts';

export function Announcer() {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useCurrentRun(thread);
  const connection = useLive(thread.connection);

  // A failure for good is an alert, and that speaks for itself.
  const ofRun = run && failureOf(run) === null ? runStatus(i18n, run, Date.now()).announcement : '';
  return (
    <p role="status" className="unseen" data-state={run?.state}>
      {connection === 'lost' ? t('connection.lost') : ofRun}
    </p>
  );
}
