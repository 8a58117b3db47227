/**
 * The panel of the run machine: a drawing that highlights the state of the run, and the log of the run to step through.
 */
import type { ThreadEvent } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { Diagram } from './diagram.tsx';
import { MomentLine } from './moment-line.tsx';
import { RunPicker } from './run-picker.tsx';
import { Stepper } from './stepper.tsx';
import { TakeToStately } from './take-to-stately.tsx';
import { usePlayhead } from './use-playhead.ts';

interface Props {
  /** The thread's last recorded events, in order. Runs that were queued before them are left out. Must be a new array for each new event. */
  events: readonly ThreadEvent[];
}

export function MachinePanel({ events }: Props) {
  const { t } = useTranslation('playground');
  const playhead = usePlayhead(events);
  const { runs, moments, moment, index } = playhead;
  return (
    <section className="panel machine" aria-label={t('machine.title')} data-testid="machine">
      <div className="machine-top">
        <h2>{t('machine.title')}</h2>
        {runs.length > 1 && <RunPicker playhead={playhead} />}
      </div>
      <Diagram moment={moment} isNewest={index === moments.length - 1} />
      {moment === undefined ? (
        <p className="note">{t('machine.none')}</p>
      ) : (
        <>
          <Stepper playhead={playhead} />
          <MomentLine moment={moment} />
        </>
      )}
      <TakeToStately />
    </section>
  );
}
