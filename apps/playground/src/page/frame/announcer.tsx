/** Says each transition once to those who listen; what ticks is not said. */
import { runStatus } from '@perdure/i18n';
import { useCurrentRun, useLive } from '@perdure/react';
import type { RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../thread/open-thread.ts';

/** These are alerts, and an alert speaks for itself. */
const isAlert = ({ state }: RunView) => state === 'failed' || state === 'interrupted';

export function Announcer() {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useCurrentRun(thread);
  const connection = useLive(thread.connection);

  const ofRun = run && !isAlert(run) ? runStatus(i18n, run, Date.now()).announcement : '';
  return (
    <p role="status" className="unseen" data-state={run?.state}>
      {connection === 'lost' ? t('connection.lost') : ofRun}
    </p>
  );
}
