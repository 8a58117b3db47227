/** What is planned, the next call first. */
import { useTranslation } from 'react-i18next';
import { useFaultName } from './use-fault-name.ts';
import type { PlanEditor } from './use-plan.ts';

export function PlanList({ faults, change }: PlanEditor) {
  const { t } = useTranslation('playground');
  const nameOf = useFaultName();

  // Counted from the end: at the front, a call may have used one up in the meantime.
  const remove = (index: number) => {
    const fromEnd = faults.length - index;
    change((ahead) => ahead.filter((_, at) => ahead.length - at !== fromEnd));
  };

  return (
    <div className="plan">
      <div className="plan-head">
        <h3>{t('bench.plan')}</h3>
        {faults.length > 0 && (
          <button type="button" className="quiet" onClick={() => change(() => [])}>
            {t('bench.clear')}
          </button>
        )}
      </div>
      <ol aria-label={t('bench.plan')}>
        {faults.map((fault, index) => (
          <li key={index} data-kind={fault.kind}>
            {nameOf(fault)}
            {'afterTokens' in fault && (
              <span className="note">{t('fault.after', { count: fault.afterTokens })}</span>
            )}
            <button
              type="button"
              className="quiet"
              aria-label={t('bench.remove', { position: index + 1, fault: nameOf(fault) })}
              onClick={() => remove(index)}
            >
              ×
            </button>
          </li>
        ))}
        <li className="plan-end">{faults.length === 0 ? t('bench.well') : t('bench.thenWell')}</li>
      </ol>
    </div>
  );
}
