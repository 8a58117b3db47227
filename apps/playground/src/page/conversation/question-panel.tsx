/** A run that asks: approve or refuse what a tool is about to do, or answer in words. */
import type { RunView } from '@perdure/runtime/view';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionAnswer } from '../../demo-api.ts';
import { useOpenThread } from '../thread/open-thread.ts';
import { questionOf } from './question.ts';

export function QuestionPanel({ run }: { run: RunView }) {
  const { t } = useTranslation('playground');
  const { actions } = useOpenThread();
  const question = questionOf(run);
  if (question === undefined) return null;
  const { type, toolName, toolCallId, input } = question;
  const answer = (value: QuestionAnswer) => void actions.answer({ ...value });

  return (
    <section className="question" aria-label={t('question.label')}>
      {type === 'approval' ? (
        <>
          <p>{t('question.approve', { name: toolName })}</p>
          <pre>{JSON.stringify(input, null, 2)}</pre>
          <div className="status-actions">
            <button
              type="button"
              className="primary"
              onClick={() => answer({ toolCallId, approved: true })}
            >
              {t('question.yes')}
            </button>
            <button type="button" onClick={() => answer({ toolCallId, approved: false })}>
              {t('question.no')}
            </button>
          </div>
        </>
      ) : (
        <AnswerForm
          question={wordsOf(input) ?? t('question.of', { name: toolName })}
          onAnswer={(output) => answer({ toolCallId, output })}
        />
      )}
    </section>
  );
}

interface FormProps {
  question: string;
  onAnswer: (answer: string) => void;
}

function AnswerForm({ question, onAnswer }: FormProps) {
  const { t } = useTranslation('playground');
  const label = useId();
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onAnswer(text.trim());
  };
  return (
    <form onSubmit={send}>
      <p id={label}>{question}</p>
      <div className="status-actions">
        <input
          aria-labelledby={label}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="primary" disabled={text.trim() === ''}>
          {t('question.answer')}
        </button>
      </div>
    </form>
  );
}

const wordsOf = (input: unknown): string | undefined =>
  input !== null && typeof input === 'object' && 'question' in input
    ? String(input.question)
    : undefined;
