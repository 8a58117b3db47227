/**
 * The requests that the model has received, the latest first. The page reads the requests only while the log is open.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestList } from './request-list.tsx';

export function RequestLog({ occasion }: { occasion: string }) {
  const { t } = useTranslation('playground');
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="panel requests"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('requests.label')}</summary>
      {isOpen && <RequestList occasion={occasion} />}
    </details>
  );
}
