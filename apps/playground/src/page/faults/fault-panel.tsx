/** The plan of faults for the next calls, and the buttons that add faults to the plan. */
import { useTranslation } from 'react-i18next';
import { OwnFaultsForm } from './own-faults-form.tsx';
import { PlanList } from './plan-list.tsx';
import { type Moment, presets, story } from './presets.ts';
import { useFaultName } from './use-fault-name.ts';
import { usePlan } from './use-plan.ts';

const moments = Object.keys(presets) as Moment[];

export function FaultPanel({ occasion }: { occasion: string }) {
  const { t } = useTranslation('playground');
  const nameOf = useFaultName();
  const { faults, change } = usePlan(occasion);
  return (
    <section className="panel" aria-label={t('faults.heading')}>
      <h2>{t('faults.heading')}</h2>
      <PlanList faults={faults} change={change} />
      <button type="button" className="story" onClick={() => change(() => [...story])}>
        {t('faults.story')}
      </button>
      {moments.map((moment) => (
        <fieldset key={moment} className="presets">
          <legend>{t(`faults.moment.${moment}`)}</legend>
          {presets[moment].map((fault) => (
            <button
              key={nameOf(fault)}
              type="button"
              onClick={() => change((planned) => [...planned, fault])}
            >
              {nameOf(fault)}
            </button>
          ))}
        </fieldset>
      ))}
      <OwnFaultsForm change={change} />
    </section>
  );
}
