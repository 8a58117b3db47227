/**
 * The status line of a run, counting down during a wait. Hidden from screen readers, because the announcer reads the
 * status out.
 */
import { runStatus } from '@perdure/i18n';
import { useNow } from '@perdure/react';
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';

export function StatusLine({ run }: { run: RunView }) {
  const { i18n } = useTranslation('playground');
  const { text, seconds } = runStatus(i18n, run, useNow(run.retryAt));
  return (
    <p className="status-line" aria-live="off" role={seconds === null ? undefined : 'timer'}>
      {text}
    </p>
  );
}
