/** The process behind the page, and its end. */
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../thread/open-thread.ts';
import { addressOf } from '../thread/thread-id.ts';
import { killServer } from './demo-client.ts';

export function ServerPanel({ pid }: { pid: number }) {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  return (
    <section className="panel" aria-label={t('bench.server')}>
      <h2>{t('bench.server')}</h2>
      <div className="server-row">
        <p data-testid="server-process">{t('bench.process', { pid: String(pid) })}</p>
        <button type="button" className="danger" onClick={() => void killServer()}>
          {t('bench.kill')}
        </button>
      </div>
      <p className="note">{t('bench.killNote')}</p>
      <p className="note">
        <a href={addressOf(thread.id, 'assistant-ui')}>{t('assistantUi.label')}</a>
      </p>
    </section>
  );
}
