/** A run's attempts: how each went, what decided, how long was waited, and the half that was thrown away. */
import type { RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { AttemptItem } from './attempt-item.tsx';

/** An answer that came at the first attempt has no story. */
export function Timeline({ run }: { run: RunView }) {
  const { t } = useTranslation('playground');
  const { attempts } = run;
  const isPlain = attempts.length < 2 && attempts.every(({ failure }) => failure === null);
  if (isPlain) return null;
  return (
    <details className="timeline">
      <summary>{t('timeline.label', { count: attempts.length })}</summary>
      <ol>
        {attempts.map((attempt, index) => (
          <AttemptItem key={attempt.startedAt} attempt={attempt} number={index + 1} />
        ))}
      </ol>
    </details>
  );
}
