/** The status of a run, in the place of its answer. The element stays the same from the start to the end of the run. */
import { useReadable } from '@perdure/react';
import { isFinalState } from '@perdure/run/words';
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { failureOf } from './failure-of.ts';
import { FinalFailure } from './final-failure.tsx';
import { QuestionPanel } from './question-panel.tsx';
import { RunActions } from './run-actions.tsx';
import { StatusLine } from './status-line.tsx';

interface Props {
  run: RunView;
  isLast: boolean;
  /** True if the turn shows an answer above the status. */
  hasAnswer: boolean;
  /** True while the answer is written. The answer then shows the progress in place of this entry. */
  isWriting: boolean;
}

export function StatusEntry({ run, isLast, hasAnswer, isWriting }: Props) {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const { state } = run;
  const failure = failureOf(run);
  const isOutOfDate = useReadable(thread.connection) === 'lost' && !isFinalState(run.state);
  const isSilent = isPlainEnd(run) || (state === 'running' && isWriting);
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
            {!isFinalState(run.state) && <RunActions run={run} />}
          </div>
        )
      )}
      {state === 'awaitingInput' && <QuestionPanel run={run} />}
      {isOutOfDate && <p className="out-of-date">{t('connection.outOfDate')}</p>}
    </div>
  );
}

/** True for a completed run whose answer is whole, so that nothing must be said about it. */
const isPlainEnd = ({ state, finishReason }: RunView): boolean =>
  state === 'completed' &&
  (finishReason === null || finishReason === 'stop' || finishReason === 'other');
