/** A form in which the user sets which of the next calls fail, how they fail, and after how many tokens. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField } from './number-field.tsx';
import { breaks, type OwnFaults, planOf, ranges, startingFaults } from './own-faults.ts';
import type { PlanEditor } from './use-plan.ts';

const moments = ['before', 'during'] as const;

export function OwnFaultsForm({ change }: Pick<PlanEditor, 'change'>) {
  const { t } = useTranslation('playground');
  const [own, setOwn] = useState(startingFaults);
  const plan = planOf(own);
  const fill = (part: Partial<OwnFaults>) => setOwn({ ...own, ...part });
  const number = (field: keyof typeof ranges) => (
    <NumberField
      label={t(`faults.own.${field}`)}
      range={ranges[field]}
      isOptional={field === 'wait'}
      value={own[field]}
      onChange={(value) => fill({ [field]: value })}
    />
  );

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (plan !== null) change((planned) => [...planned, ...plan]);
  };

  return (
    <details className="own">
      <summary>{t('faults.own.label')}</summary>
      <form onSubmit={add}>
        <fieldset className="own-moments">
          <legend>{t('faults.own.when')}</legend>
          {moments.map((moment) => (
            <label key={moment}>
              <input
                type="radio"
                name="moment"
                checked={own.moment === moment}
                onChange={() => fill({ moment })}
              />
              {t(`faults.moment.${moment}`)}
            </label>
          ))}
        </fieldset>
        <div className="own-fields">
          {own.moment === 'before' ? (
            <>
              {number('status')}
              {number('wait')}
            </>
          ) : (
            <>
              <label className="field">
                {t('faults.own.how')}
                <select
                  value={own.how}
                  onChange={({ target }) =>
                    fill({ how: breaks.find((how) => how === target.value) ?? own.how })
                  }
                >
                  {breaks.map((how) => (
                    <option key={how} value={how}>
                      {t(`fault.${how}`)}
                    </option>
                  ))}
                </select>
              </label>
              {number('tokens')}
            </>
          )}
          {number('first')}
          {number('count')}
        </div>
        <output className="own-plan" aria-label={t('faults.own.plan')}>
          {plan === null
            ? t('faults.own.incomplete')
            : plan.map((fault, index) => <code key={index}>{JSON.stringify(fault)}</code>)}
        </output>
        <button type="submit">{t('faults.own.add')}</button>
      </form>
    </details>
  );
}
