/** The composer: Enter sends, Shift+Enter breaks the line. */
import { useRun } from '@perdure/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionAnswer } from '../../demo-api.ts';
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
  const questionText = useQuestionText();
  const question = run === undefined ? undefined : wordsAskedFor(run);

  /**
   * Sends the text. While the run asks for words, the text is sent as the answer, because a prompt would be queued
   * behind the run.
   */
  const record = (words: string): Promise<boolean> =>
    question === undefined
      ? actions.start(words)
      : actions.answer({
          toolCallId: question.toolCallId,
          output: words,
        } satisfies QuestionAnswer);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words === '') return;
    // The field is emptied only if its text is unchanged, because the user may have written more during the request.
    if (await record(words)) setText((now) => (now === text ? '' : now));
  };

  return (
    <form className="composer" onSubmit={send}>
      <ComposerProblem />
      <div className="composer-box">
        <textarea
          ref={composer}
          rows={2}
          aria-label={question === undefined ? t('composer.label') : questionText(question)}
          placeholder={t(question === undefined ? 'composer.placeholder' : 'composer.answer')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={sendOnEnter}
        />
        <div className="composer-row">
          <p className="composer-hint">{t('composer.hint')}</p>
          <ModelSelect />
          {run?.state === 'running' && (
            <button type="button" onClick={() => void actions.stop()}>
              {t('composer.stop')}
            </button>
          )}
          <button type="submit" className="primary" disabled={text.trim() === ''}>
            {t(question === undefined ? 'composer.send' : 'question.answer')}
          </button>
        </div>
      </div>
    </form>
  );
}
