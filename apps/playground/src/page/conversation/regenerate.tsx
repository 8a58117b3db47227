/** The button that regenerates the answer of a run. */
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';

interface Props {
  runId: string;
  className?: string;
}

export function Regenerate({ runId, className }: Props) {
  const { t } = useTranslation('playground');
  const { actions } = useOpenThread();
  return (
    <button type="button" className={className} onClick={() => void actions.regenerate(runId)}>
      {t('conversation.regenerate')}
    </button>
  );
}
