/** The composer. The composer is hidden while a tool asks for approval, because buttons answer that question. */
import { ComposerPrimitive } from '@assistant-ui/react';
import { useRun } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { questionOf } from '../conversation/question.ts';
import { useQuestionText } from '../conversation/question-text.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function AssistantComposer() {
  const { t } = useTranslation('playground');
  const { thread, composer } = useOpenThread();
  const run = useRun(thread);
  const questionText = useQuestionText();
  const question = run && questionOf(run);
  if (question?.type === 'approval') return null;
  const isAsked = question !== undefined;
  return (
    <ComposerPrimitive.Root className="composer-box assistant-composer">
      <ComposerPrimitive.Input
        ref={composer}
        rows={2}
        aria-label={isAsked ? questionText(question) : t('composer.label')}
        placeholder={t(isAsked ? 'composer.answer' : 'composer.placeholder')}
      />
      <div className="composer-row">
        {run?.state === 'running' && (
          <ComposerPrimitive.Cancel>{t('composer.stop')}</ComposerPrimitive.Cancel>
        )}
        <ComposerPrimitive.Send className="primary">
          {t(isAsked ? 'question.answer' : 'composer.send')}
        </ComposerPrimitive.Send>
      </div>
    </ComposerPrimitive.Root>
  );
}
