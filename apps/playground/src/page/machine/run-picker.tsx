/** Which of the thread's runs is shown, by when it was asked for. */

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
      {runs.map(({ id, startedAt, state }, index) => (
        <option key={id} value={id}>
          {index + 1} · {clock(i18n, 'minute', startedAt)} · {state}
        </option>
      ))}
    </select>
  );
}
