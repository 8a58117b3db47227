/** The bench beside the conversation: where the provider is made to fail and the server is killed. */
import { useTranslation } from 'react-i18next';
import { readInfo } from './demo-client.ts';
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
  const fold = useFold();

  return (
    <aside className="bench" aria-label={t('bench.label')}>
      <details open={fold.isOpen} onToggle={fold.onToggle}>
        <summary className="bench-summary">{t('bench.label')}</summary>
        <div className="bench-panels">
          {info?.provider === 'demo' && <FaultPanel occasion={occasion} />}
          {info !== undefined && <ServerPanel pid={info.pid} />}
          {info?.provider === 'demo' && <RequestLog occasion={occasion} />}
        </div>
      </details>
    </aside>
  );
}
