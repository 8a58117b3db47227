/** A run's attempts: outcome, deciding rule, wait, and discarded text. */
import { attemptCount } from '@perdure/i18n';
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { AttemptItem } from './attempt-item.tsx';
import { triesOf } from './tries.ts';

/** The list of attempts. It renders nothing for a run of a single try without a failure. */
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
