/** Which of the next calls fail, how and when: put together in numbers of one's own. */
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
      label={t(`bench.own.${field}`)}
      range={ranges[field]}
      isOptional={field === 'wait'}
      value={own[field]}
      onChange={(value) => fill({ [field]: value })}
    />
  );

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (plan !== null) change((ahead) => [...ahead, ...plan]);
  };

  return (
    <details className="own">
      <summary>{t('bench.own.label')}</summary>
      <form onSubmit={add}>
        <fieldset className="own-moments">
          <legend>{t('bench.own.when')}</legend>
          {moments.map((moment) => (
            <label key={moment}>
              <input
                type="radio"
                name="moment"
                checked={own.moment === moment}
                onChange={() => fill({ moment })}
              />
              {t(`bench.moment.${moment}`)}
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
                {t('bench.own.how')}
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
        <output className="own-plan" aria-label={t('bench.own.plan')}>
          {plan === null
            ? t('bench.own.incomplete')
            : plan.map((fault, index) => <code key={index}>{JSON.stringify(fault)}</code>)}
        </output>
        <button type="submit">{t('bench.own.add')}</button>
      </form>
    </details>
  );
}
