/** The answer of a run: one entry, however many model steps it has. */
import type { Message } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { Entry } from './entry.tsx';
import { ModelStep } from './model-step.tsx';

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
