/** A run's attempts: outcome, what decided it, usage, wait, and discarded text; and the usage of the run. */
import { attemptCount, usageText } from '@perdure/i18n';
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { AttemptItem } from './attempt-item.tsx';
import { triesOf } from './tries.ts';

/** The list of attempts. A run of a single try without a failure has only its usage. */
export function Timeline({ run }: { run: RunView }) {
  const { i18n } = useTranslation('playground');
  const { attempts } = run;
  const tries = triesOf(attempts);
  const count = tries.at(-1) ?? 0;
  const isPlain = count < 2 && attempts.every(({ failure }) => failure === null);
  const usage = usageText(i18n, run.usage);
  if (isPlain) return usage !== null && <p className="usage run-usage">{usage}</p>;
  return (
    <details className="timeline">
      <summary>
        {attemptCount(i18n, count)}
        {usage !== null && <span className="usage"> · {usage}</span>}
      </summary>
      <ol>
        {attempts.map((attempt, index) => (
          <AttemptItem key={attempt.startedAt} attempt={attempt} number={tries[index] ?? 0} />
        ))}
      </ol>
    </details>
  );
}
