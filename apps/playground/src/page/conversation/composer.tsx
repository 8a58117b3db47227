/** Where one writes: Enter sends, Shift+Enter breaks the line. */
import { useCurrentRun } from '@perdure/react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionAnswer } from '../../demo-api.ts';
import { useOpenThread } from '../thread/open-thread.ts';
import { ComposerProblem } from './composer-problem.tsx';
import { ModelSelect } from './model-select.tsx';
import { wordsAskedFor } from './question.ts';

export function Composer() {
  const { t } = useTranslation('playground');
  const { thread, start, ask, composer } = useOpenThread();
  const run = useCurrentRun(thread);
  const [text, setText] = useState('');
  const isSending = useRef(false);
  const question = run === undefined ? undefined : wordsAskedFor(run);

  /** What is typed while the run asks in words is its answer, and no prompt that would wait for it. */
  const answer = (output: string): boolean => {
    if (run === undefined || question === undefined) return false;
    const { toolCallId } = question;
    ask(run.id, { type: 'run.answer', answer: { toolCallId, output } satisfies QuestionAnswer });
    return true;
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const prompt = text.trim();
    if (prompt === '' || isSending.current) return;
    isSending.current = true;
    const isRecorded = question === undefined ? await start(prompt) : answer(prompt);
    isSending.current = false;
    // What was written in the meantime stays.
    if (isRecorded) setText((now) => (now === text ? '' : now));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    // This Enter chooses a word of an input method. 229 is how Safari tells of it.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };

  return (
    <form className="composer" onSubmit={send}>
      <ComposerProblem />
      <div className="composer-box">
        <textarea
          ref={composer}
          rows={2}
          aria-label={t('composer.label')}
          placeholder={t(question === undefined ? 'composer.placeholder' : 'composer.answer')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-row">
          <p className="composer-hint">{t('composer.hint')}</p>
          <ModelSelect />
          {run?.state === 'running' && (
            <button type="button" onClick={() => ask(run.id, { type: 'run.cancel' })}>
              {t('composer.stop')}
            </button>
          )}
          <button type="submit" className="primary" disabled={text.trim() === ''}>
            {t('composer.send')}
          </button>
        </div>
      </div>
    </form>
  );
}
