/** A run's attempts: how each went, what decided, how long was waited, and the half that was thrown away. */
import { attemptCount } from '@perdure/i18n';
import type { RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { AttemptItem } from './attempt-item.tsx';
import { triesOf } from './tries.ts';

/** An answer that came at the first attempt has no story, nor has a question that was answered. */
export function Timeline({ run }: { run: RunView }) {
  const { i18n } = useTranslation('playground');
  const { attempts } = run;
  const tries = triesOf(attempts);
  const count = tries.at(-1) ?? 0;
  const isPlain = count < 2 && attempts.every(({ failure }) => failure === null);
  if (isPlain) return null;
  return (
    <details className="timeline">
      <summary>{attemptCount(i18n, count)}</summary>
      <ol>
        {attempts.map((attempt, index) => (
          <AttemptItem key={attempt.startedAt} attempt={attempt} number={tries[index] ?? 0} />
        ))}
      </ol>
    </details>
  );
}
