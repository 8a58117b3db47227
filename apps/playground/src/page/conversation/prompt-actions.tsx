/** What one may do with a prompt once its run is over: say it otherwise, or ask for another answer. */
import type { RunView } from '@perdure/runtime/view';
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
      {/* A failure offers it in its own place. */}
      {failureOf(run) === null && <Regenerate runId={run.id} className="quiet" />}
    </div>
  );
}
