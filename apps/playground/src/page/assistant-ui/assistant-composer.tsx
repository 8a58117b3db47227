/** The composer. The composer is hidden while a tool asks for approval, because buttons answer that question. */
import { AttachmentPrimitive, ComposerPrimitive, useAuiState } from '@assistant-ui/react';
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
      <div className="attachments">
        <ComposerPrimitive.Attachments components={attachments} />
      </div>
      <ComposerPrimitive.Input
        ref={composer}
        rows={2}
        aria-label={isAsked ? questionText(question) : t('composer.label')}
        placeholder={t(isAsked ? 'composer.answer' : 'composer.placeholder')}
      />
      <div className="composer-row">
        <ComposerPrimitive.AddAttachment>{t('files.attach')}</ComposerPrimitive.AddAttachment>
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

function Attached() {
  const { t } = useTranslation('playground');
  const name = useAuiState(({ attachment }) => attachment.name);
  return (
    <AttachmentPrimitive.Root className="attached">
      <span className="file-name">{name}</span>
      <AttachmentPrimitive.Remove className="quiet" aria-label={t('files.remove', { name })}>
        ×
      </AttachmentPrimitive.Remove>
    </AttachmentPrimitive.Root>
  );
}

const attachments = { Attachment: Attached };
