/** The line of a run, counting down while it waits. Seen, not heard: the announcer speaks. */
import { runStatus } from '@perdure/i18n';
import { useCountdown } from '@perdure/react';
import type { RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';

export function StatusLine({ run }: { run: RunView }) {
  const { i18n } = useTranslation('playground');
  // Renders at each whole second.
  const seconds = useCountdown(run.retryAt);
  const { text } = runStatus(i18n, run, Date.now());
  return (
    <p className="status-line" aria-live="off" role={seconds === null ? undefined : 'timer'}>
      {text}
    </p>
  );
}
