/** The bench beside the conversation: where the provider is made to fail and the server is killed. */
import { useTranslation } from 'react-i18next';
import { MachinePanel } from '../machine/machine-panel.tsx';
import { useThreadEvents } from '../thread/use-thread-events.ts';
import { readInfo } from './demo-client.ts';
import { EffectsPanel } from './effects-panel.tsx';
import { FaultPanel } from './fault-panel.tsx';
import { RequestLog } from './request-log.tsx';
import { ServerPanel } from './server-panel.tsx';
import { useAnswer } from './use-answer.ts';
import { useFold } from './use-fold.ts';
import { useOccasion } from './use-occasion.ts';

export function Bench() {
  const { t } = useTranslation('playground');
  const occasion = useOccasion();
  const [info] = useAnswer(readInfo, occasion);
  const fold = useFold('(min-width: 60rem)');
  const events = useThreadEvents();

  return (
    <aside className="bench" aria-label={t('bench.label')}>
      <details open={fold.isOpen} onToggle={fold.onToggle}>
        <summary className="fold-summary">{t('bench.label')}</summary>
        <div className="bench-panels">
          {info?.provider === 'demo' && <FaultPanel occasion={occasion} />}
          <MachinePanel events={events} />
          <EffectsPanel occasion={occasion} />
          {info !== undefined && <ServerPanel pid={info.pid} />}
          {info?.provider === 'demo' && <RequestLog occasion={occasion} />}
        </div>
      </details>
    </aside>
  );
}
