/** The answer of a run: one entry, however many model steps it has. */
import { type Message, textOf } from '@perdure/thread';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Markdown } from '../markdown/markdown.tsx';
import { Entry } from './entry.tsx';
import { ToolPart } from './tool-part.tsx';

interface Props {
  /** The messages of the answer, one per model step. */
  messages: readonly Message[];
  /** The model that the run named; null for the provider's choice. */
  model: string | null;
}

export function Answer({ messages, model }: Props) {
  const { t } = useTranslation('playground');
  return (
    <Entry by="assistant">
      {messages.map((message) => (
        <ModelStep key={message.id} message={message} />
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

/**
 * The text of one model step. Only the message that is being written renders again, because an unchanged message stays
 * the same object.
 */
const ModelStep = memo(function ModelStep({ message }: { message: Message }) {
  const { t } = useTranslation('playground');
  const { status, parts } = message;
  const text = textOf(message);
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
