/** The server's process, and the button that kills it. */
import { useTranslation } from 'react-i18next';
import { killServer } from './demo-client.ts';

export function ServerPanel({ pid }: { pid: number }) {
  const { t } = useTranslation('playground');
  return (
    <section className="panel server" aria-label={t('faults.server')}>
      <div className="server-head">
        <h2>{t('faults.server')}</h2>
        <p data-testid="server-process">{t('faults.process', { pid: String(pid) })}</p>
      </div>
      <button type="button" className="danger" onClick={() => void killServer()}>
        {t('faults.kill')}
      </button>
      <p className="note">{t('faults.killNote')}</p>
    </section>
  );
}
