/** The process behind the page, and its end. */
import { useTranslation } from 'react-i18next';
import { killServer } from './demo-client.ts';

export function ServerPanel({ pid }: { pid: number }) {
  const { t } = useTranslation('playground');
  return (
    <section className="panel server" aria-label={t('bench.server')}>
      <div className="server-head">
        <h2>{t('bench.server')}</h2>
        <p data-testid="server-process">{t('bench.process', { pid: String(pid) })}</p>
      </div>
      <button type="button" className="danger" onClick={() => void killServer()}>
        {t('bench.kill')}
      </button>
      <p className="note">{t('bench.killNote')}</p>
    </section>
  );
}
