/** Where one writes: Enter sends, Shift+Enter breaks the line. */
import { useCurrentRun } from '@perdure/react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionAnswer } from '../../demo-api.ts';
import { useOpenThread } from '../thread/open-thread.ts';
import { ComposerProblem } from './composer-problem.tsx';
import { ModelSelect } from './model-select.tsx';
import { wordsAskedFor } from './question.ts';

export function Composer() {
  const { t } = useTranslation('playground');
  const { thread, actions, composer } = useOpenThread();
  const run = useCurrentRun(thread);
  const [text, setText] = useState('');
  const question = run === undefined ? undefined : wordsAskedFor(run);

  /** What is typed while the run asks in words is its answer, and no prompt that would wait for it. */
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
    // What was written in the meantime stays.
    if (await record(words)) setText((now) => (now === text ? '' : now));
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
            <button type="button" onClick={() => void actions.stop()}>
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
