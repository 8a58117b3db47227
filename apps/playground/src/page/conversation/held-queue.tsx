/** The question that a held queue asks: whether the prompts that wait go on, or are discarded. */
import { heldText } from '@perdure/i18n';
import { useHeldQueue } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function HeldQueue() {
  const { t, i18n } = useTranslation('playground');
  const { thread, actions } = useOpenThread();
  const held = useHeldQueue(thread);
  if (held === null) return null;
  const { name, nextAction } = heldText(i18n, held);
  return (
    <div className="held" role="alert">
      <div className="failure-row">
        <div>
          <p className="held-name">{name}</p>
          <p>{nextAction}</p>
        </div>
        <div className="failure-actions">
          <button type="button" onClick={() => void actions.startQueued()}>
            {t('run.startQueued')}
          </button>
          <button type="button" onClick={() => void actions.cancelQueued()}>
            {t('run.cancelQueued')}
          </button>
        </div>
      </div>
    </div>
  );
}
