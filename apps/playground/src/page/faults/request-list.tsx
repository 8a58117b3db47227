/** The chat requests that the model has received. */
import { useTranslation } from 'react-i18next';
import { readRequests } from './demo-client.ts';
import { RequestItem } from './request-item.tsx';
import { useAnswer } from './use-answer.ts';

export function RequestList({ occasion }: { occasion: string }) {
  const { t } = useTranslation('playground');
  const [requests = []] = useAnswer(readRequests, occasion);
  if (requests.length === 0) return <p className="note">{t('requests.none')}</p>;
  return (
    <ol aria-label={t('requests.label')}>
      {requests.toReversed().map((request) => (
        <RequestItem key={request.id} request={request} />
      ))}
    </ol>
  );
}
