/** How a run stands, in the place of the answer. One element from the first moment of the run to its last. */
import { useLive } from '@perdure/react';
import { isSettled, type RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../thread/open-thread.ts';
import { failureOf } from './failure-of.ts';
import { FinalFailure } from './final-failure.tsx';
import { QuestionPanel } from './question-panel.tsx';
import { RunActions } from './run-actions.tsx';
import { StatusLine } from './status-line.tsx';

interface Props {
  run: RunView;
  isLast: boolean;
  /** Is there text of an answer above? */
  hasAnswer: boolean;
  /** Is it being written? Then it speaks for itself. */
  isWriting: boolean;
}

export function RunStatus({ run, isLast, hasAnswer, isWriting }: Props) {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const { state } = run;
  const failure = failureOf(run);
  const isOutOfDate = useLive(thread.connection) === 'lost' && !isSettled(run);
  const isSilent = state === 'completed' || (state === 'running' && isWriting);
  return (
    <div
      className="entry status"
      data-testid="run-status"
      data-state={state}
      hidden={isSilent && !isOutOfDate}
    >
      {!hasAnswer && <p className="author">{t('conversation.assistant')}</p>}
      {failure !== null ? (
        <FinalFailure run={run} failure={failure} isLast={isLast} />
      ) : (
        !isSilent && (
          <div className="status-row">
            <StatusLine run={run} />
            {!isSettled(run) && <RunActions run={run} />}
          </div>
        )
      )}
      {state === 'awaitingInput' && <QuestionPanel run={run} />}
      {isOutOfDate && <p className="out-of-date">{t('connection.outOfDate')}</p>}
    </div>
  );
}
