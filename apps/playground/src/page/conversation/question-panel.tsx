/**
 * The question of a run. The buttons here answer a request for approval; an answer in words is written in the composer.
 */
import { undecidedText } from '@perdure/i18n';
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import type { QuestionAnswer } from '../../demo-api.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { questionOf } from './question.ts';
import { useQuestionText } from './question-text.ts';

export function QuestionPanel({ run }: { run: RunView }) {
  const { t, i18n } = useTranslation('playground');
  const { actions } = useOpenThread();
  const questionText = useQuestionText();
  const question = questionOf(run);
  if (question === undefined) return null;
  const { type, toolCallId, input, undecided } = question;
  const allow = (approved: boolean) =>
    void actions.answer({ toolCallId, approved } satisfies QuestionAnswer);

  return (
    <section className="question" aria-label={t('question.label')}>
      {undecided !== undefined && (
        <p className="undecided" role="alert">
          {undecidedText(i18n)}
        </p>
      )}
      <p>{questionText(question)}</p>
      {type === 'approval' && (
        <>
          <pre>{JSON.stringify(input, null, 2)}</pre>
          <div className="status-actions">
            <button type="button" className="primary" onClick={() => allow(true)}>
              {t('question.yes')}
            </button>
            <button type="button" onClick={() => allow(false)}>
              {t('question.no')}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
