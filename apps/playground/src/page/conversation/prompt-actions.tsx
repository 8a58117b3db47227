/** The actions on a prompt whose run is over: edit it, or regenerate its answer. */
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { failureOf } from './failure-of.ts';
import { Regenerate } from './regenerate.tsx';

interface Props {
  run: RunView;
  onEdit: () => void;
}

export function PromptActions({ run, onEdit }: Props) {
  const { t } = useTranslation('playground');
  return (
    <div className="prompt-actions">
      <button type="button" className="quiet" onClick={onEdit}>
        {t('conversation.edit')}
      </button>
      {/* For a failed run, `FinalFailure` shows the button that regenerates the answer. */}
      {failureOf(run) === null && <Regenerate runId={run.id} className="quiet" />}
    </div>
  );
}
