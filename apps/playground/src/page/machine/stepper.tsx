/** Steps through the events of the run. The slider takes arrow keys, Home and End. */

import { useTranslation } from 'react-i18next';
import { eventText } from './event-text.ts';
import { StepButton } from './step-button.tsx';
import type { Playhead } from './use-playhead.ts';

export function Stepper({ playhead }: { playhead: Playhead }) {
  const { t, i18n } = useTranslation('playground');
  const { moments, moment, index, isLive, goTo, goLive } = playhead;
  const last = moments.length - 1;
  const place = { position: index + 1, count: moments.length };
  const event = moment === undefined ? '' : eventText(t, i18n, moment.event);
  return (
    <fieldset className="machine-stepper" aria-label={t('machine.step.label')}>
      <input
        type="range"
        min={0}
        max={last}
        value={index}
        aria-label={t('machine.step.label')}
        aria-valuetext={t('machine.step.placeOf', { ...place, event })}
        onChange={({ currentTarget }) => goTo(currentTarget.valueAsNumber)}
      />
      <div className="machine-steps">
        <StepButton step="first" isOver={index <= 0} onStep={() => goTo(0)} />
        <StepButton step="back" isOver={index <= 0} onStep={() => goTo(index - 1)} />
        <StepButton step="forward" isOver={index >= last} onStep={() => goTo(index + 1)} />
        <StepButton step="last" isOver={index >= last} onStep={() => goTo(last)} />
        <p className="machine-place">{t('machine.step.place', place)}</p>
        <button type="button" className="machine-live" aria-pressed={isLive} onClick={goLive}>
          {t('machine.step.live')}
        </button>
      </div>
    </fieldset>
  );
}
