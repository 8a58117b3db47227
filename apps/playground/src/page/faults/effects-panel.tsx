/**
 * The effects of tools. Each effect was performed once, and is shown with the number of attempts that called for it.
 */
import { useTranslation } from 'react-i18next';
import { readEffects } from './demo-client.ts';
import { useAnswer } from './use-answer.ts';

export function EffectsPanel({ occasion }: { occasion: string }) {
  const { t } = useTranslation('playground');
  const [effects = []] = useAnswer(readEffects, occasion);
  if (effects.length === 0) return null;
  return (
    <section className="panel effects" aria-label={t('effects.label')}>
      <h2>{t('effects.label')}</h2>
      <ol>
        {effects.toReversed().map(({ toolCallId, runId, done, attempts }) => (
          <li key={`${runId} ${toolCallId}`}>
            {done} <span className="note">{t('effects.called', { count: attempts.length })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
