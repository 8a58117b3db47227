/** Announces each transition once to screen readers, without the seconds of a countdown. */
import { runStatus } from '@perdure/i18n';
import { useReadable, useRun } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../conversation/failure-of.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function Announcer() {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useRun(thread);
  const connection = useReadable(thread.connection);

  // A final failure is left out, because it is an alert already.
  const ofRun = run && failureOf(run) === null ? runStatus(i18n, run, Date.now()).announcement : '';
  return (
    <p role="status" className="unseen" data-state={run?.state}>
      {connection === 'lost' ? t('connection.lost') : ofRun}
    </p>
  );
}
