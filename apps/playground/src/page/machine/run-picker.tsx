/** Chooses the run that is shown, by the time of its start. */

import { useTranslation } from 'react-i18next';
import { clock } from '../language/clock.ts';
import type { Playhead } from './use-playhead.ts';

export function RunPicker({ playhead: { runs, moment, chooseRun } }: { playhead: Playhead }) {
  const { t, i18n } = useTranslation('playground');
  return (
    <select
      className="machine-runs"
      aria-label={t('machine.run')}
      value={moment?.run.id}
      onChange={(event) => chooseRun(event.currentTarget.value)}
    >
      {runs.map(({ id, queuedAt, state }, index) => (
        <option key={id} value={id}>
          {index + 1} · {clock(i18n, 'minute', queuedAt)} · {state}
        </option>
      ))}
    </select>
  );
}
