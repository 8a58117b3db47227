/** A run's attempts: how each went, what decided, how long was waited, and the half that was thrown away. */
import { attemptCount } from '@perdure/i18n';
import type { RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { AttemptItem } from './attempt-item.tsx';

/** An answer that came at the first attempt has no story. */
export function Timeline({ run }: { run: RunView }) {
  const { i18n } = useTranslation('playground');
  const { attempts } = run;
  const isPlain = attempts.length < 2 && attempts.every(({ failure }) => failure === null);
  if (isPlain) return null;
  return (
    <details className="timeline">
      <summary>{attemptCount(i18n, attempts.length)}</summary>
      <ol>
        {attempts.map((attempt, index) => (
          <AttemptItem key={attempt.startedAt} attempt={attempt} number={index + 1} />
        ))}
      </ol>
    </details>
  );
}
