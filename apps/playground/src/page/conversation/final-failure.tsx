/** A run that has failed for good: what went wrong, what to do, and the provider's own words. */
import type { Failure } from '@perdure/failure';
import { failureText, runStatus } from '@perdure/i18n';
import type { RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';

interface Props {
  run: RunView;
  failure: Failure;
  /** Old failures are history, and no alert. */
  isLast: boolean;
}

export function FinalFailure({ run, failure, isLast }: Props) {
  const { t, i18n } = useTranslation('playground');
  return (
    <div className="failure" role={isLast ? 'alert' : undefined}>
      <p className="failure-name">{runStatus(i18n, run, Date.now()).text}</p>
      <p>{failureText(i18n, failure).step}</p>
      <details>
        <summary>{t('run.details')}</summary>
        <pre>{failure.message}</pre>
      </details>
    </div>
  );
}
