/** How the next calls go: what is planned, and what can be added to it. */
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
    <section className="panel" aria-label={t('bench.faults')}>
      <h2>{t('bench.faults')}</h2>
      <PlanList faults={faults} change={change} />
      <button type="button" className="story" onClick={() => change(() => [...story])}>
        {t('bench.story')}
      </button>
      {moments.map((moment) => (
        <fieldset key={moment} className="presets">
          <legend>{t(`bench.moment.${moment}`)}</legend>
          {presets[moment].map((fault) => (
            <button
              key={nameOf(fault)}
              type="button"
              onClick={() => change((ahead) => [...ahead, fault])}
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
