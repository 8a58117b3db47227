/** What one may do with a prompt once its run is over: say it otherwise, or ask for another answer. */
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../thread/open-thread.ts';

interface Props {
  runId: string;
  prompt: string;
  onEdit: () => void;
}

export function MessageActions({ runId, prompt, onEdit }: Props) {
  const { t } = useTranslation('playground');
  const { start } = useOpenThread();
  return (
    <div className="message-actions">
      <button type="button" className="quiet" onClick={onEdit}>
        {t('conversation.edit')}
      </button>
      <button
        type="button"
        className="quiet"
        onClick={() => void start(prompt, { replaces: runId })}
      >
        {t('conversation.regenerate')}
      </button>
    </div>
  );
}
