/** The composer: Enter sends, Shift+Enter breaks the line. Files are attached by button, by paste and by drop. */
import { useRun } from '@perdure/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionAnswer } from '../../demo-api.ts';
import { AttachButton } from '../attachments/attach-button.tsx';
import { toPrompt } from '../attachments/attachment.ts';
import { AttachmentList } from '../attachments/attachment-list.tsx';
import { pastedFiles } from '../attachments/pasted-files.ts';
import { useAttachments } from '../attachments/use-attachments.ts';
import { useDrop } from '../attachments/use-drop.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { ComposerProblem } from './composer-problem.tsx';
import { ModelSelect } from './model-select.tsx';
import { wordsAskedFor } from './question.ts';
import { useQuestionText } from './question-text.ts';
import { sendOnEnter } from './send-on-enter.ts';

export function Composer() {
  const { t } = useTranslation('playground');
  const { thread, actions, composer } = useOpenThread();
  const run = useRun(thread);
  const [text, setText] = useState('');
  const { files, unreadable, add, remove } = useAttachments();
  const isDropping = useDrop(add);
  const questionText = useQuestionText();
  // Files make a prompt, also while the run asks for words, because an answer holds no files.
  const question = run === undefined || files.length > 0 ? undefined : wordsAskedFor(run);
  const isEmpty = text.trim() === '' && files.length === 0;

  /**
   * Sends the text. While the run asks for words, the text is sent as the answer, because a prompt would withdraw the
   * question.
   */
  const record = (words: string): Promise<boolean> =>
    question === undefined
      ? actions.start(toPrompt(words, files))
      : actions.answer({
          toolCallId: question.toolCallId,
          output: words,
        } satisfies QuestionAnswer);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty || !(await record(text.trim()))) return;
    // The field is emptied only if its text is unchanged, because the user may have written more during the request.
    setText((now) => (now === text ? '' : now));
    remove(files);
  };

  return (
    <form className="composer" onSubmit={send}>
      <ComposerProblem unreadable={unreadable} />
      <div className="composer-box" data-dropping={isDropping}>
        <AttachmentList
          files={files}
          onRemove={(file) => {
            remove([file]);
            composer.current?.focus();
          }}
        />
        <textarea
          ref={composer}
          rows={2}
          aria-label={question === undefined ? t('composer.label') : questionText(question)}
          placeholder={t(question === undefined ? 'composer.placeholder' : 'composer.answer')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={sendOnEnter}
          onPaste={(event) => {
            const pasted = pastedFiles(event.clipboardData);
            if (pasted.length === 0) return;
            event.preventDefault();
            void add(pasted);
          }}
        />
        <div className="composer-row">
          <AttachButton onFiles={add} />
          <p className="composer-hint">{t('composer.hint')}</p>
          <ModelSelect />
          {run?.state === 'running' && (
            <button type="button" onClick={() => void actions.stop()}>
              {t('composer.stop')}
            </button>
          )}
          <button type="submit" className="primary" disabled={isEmpty}>
            {t(question === undefined ? 'composer.send' : 'question.answer')}
          </button>
        </div>
      </div>
    </form>
  );
}
