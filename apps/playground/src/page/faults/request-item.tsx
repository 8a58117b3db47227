/** A request to the model: its number, its outcome, and its messages. */
import { useTranslation } from 'react-i18next';
import type { ReceivedRequest } from '../../demo-api.ts';

type SentMessage = ReceivedRequest['messages'][number];

export function RequestItem({ request }: { request: ReceivedRequest }) {
  const { t } = useTranslation('playground');
  const { id, fault, status, outcome, messages } = request;
  return (
    <li data-outcome={outcome}>
      <p className="request-head">
        <span>#{id.replace('chatcmpl-', '')}</span>{' '}
        {fault === 'status' || fault === 'toolCall' ? status : t(`fault.${fault}`)} ·{' '}
        {t(`requests.${outcome}`)}
      </p>
      <dl>
        {messages.map((message, index) => (
          <div key={index}>
            <dt>{message.role}</dt>
            <dd>{textOf(message)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function textOf({ content }: SentMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => ('text' in part ? String(part.text) : '')).join('');
}
