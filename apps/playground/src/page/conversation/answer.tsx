/** The answer to a prompt: one, however many steps the model took to it. */
import { type Message, textOf } from '@perdure/runtime/view';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Markdown } from '../markdown/markdown.tsx';
import { Entry } from './entry.tsx';
import { ToolPart } from './tool-part.tsx';

interface Props {
  steps: readonly Message[];
  /** Which model it was asked of, by name. */
  model: string | null;
}

export function Answer({ steps, model }: Props) {
  const { t } = useTranslation('playground');
  return (
    <Entry by="assistant">
      {steps.map((step) => (
        <Step key={step.id} step={step} />
      ))}
      {model !== null && (
        <p className="answer-model">
          <span className="unseen">{t('composer.model')} </span>
          {model}
        </p>
      )}
    </Entry>
  );
}

/** Unchanged messages stay the same objects, so only the one being written renders again. */
const Step = memo(function Step({ step }: { step: Message }) {
  const { t } = useTranslation('playground');
  const { status, parts } = step;
  const text = textOf(step);
  return (
    <div className="step" data-status={status}>
      {text !== '' && <Markdown text={text} />}
      {parts.map((part, index) => (
        <ToolPart key={index} part={part} />
      ))}
      {status === 'failed' && <p className="unfinished">{t('conversation.unfinished')}</p>}
    </div>
  );
});
