/** The list of planned faults, beginning with the next call. */
import { useTranslation } from 'react-i18next';
import { useFaultName } from './use-fault-name.ts';
import type { PlanEditor } from './use-plan.ts';

export function PlanList({ faults, change }: PlanEditor) {
  const { t } = useTranslation('playground');
  const nameOf = useFaultName();

  // The position is counted from the end of the plan, because a call may have used up the first fault in the meantime.
  const remove = (index: number) => {
    const fromEnd = faults.length - index;
    change((planned) => planned.filter((_, at) => planned.length - at !== fromEnd));
  };

  return (
    <div className="plan">
      <div className="plan-head">
        <h3>{t('faults.plan')}</h3>
        {faults.length > 0 && (
          <button type="button" className="quiet" onClick={() => change(() => [])}>
            {t('faults.clear')}
          </button>
        )}
      </div>
      <ol aria-label={t('faults.plan')}>
        {faults.map((fault, index) => (
          <li key={index} data-kind={fault.kind}>
            {nameOf(fault)}
            {'afterTokens' in fault && fault.afterTokens !== undefined && (
              <span className="note">{t('fault.after', { count: fault.afterTokens })}</span>
            )}
            <button
              type="button"
              className="quiet"
              aria-label={t('faults.remove', { position: index + 1, fault: nameOf(fault) })}
              onClick={() => remove(index)}
            >
              ×
            </button>
          </li>
        ))}
        <li className="plan-end">
          {faults.length === 0 ? t('faults.well') : t('faults.thenWell')}
        </li>
      </ol>
    </div>
  );
}
