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
        {hasPlainName(fault) ? t(`fault.${fault}`) : status} · {t(`requests.${outcome}`)}
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

type FaultKind = ReceivedRequest['fault'];

/** False for a fault whose name needs more than its kind. */
const hasPlainName = (fault: FaultKind): fault is Exclude<FaultKind, NamedByFields> =>
  !(['status', 'toolCall', 'finish'] satisfies NamedByFields[] as FaultKind[]).includes(fault);

type NamedByFields = 'status' | 'toolCall' | 'finish';

/** The text of a message, with the type of a file in the place of the file: `[image_url]`. */
function textOf({ content }: SentMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? [])
    .map((part) => ('text' in part ? String(part.text) : `[${part.type}]`))
    .join(' ');
}
