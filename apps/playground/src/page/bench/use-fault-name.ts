/** What a fault is called. */
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../demo-api.ts';

export function useFaultName(): (fault: Fault) => string {
  const { t } = useTranslation('playground');
  return (fault) => {
    if (fault.kind !== 'status') return t(`fault.${fault.kind}`);
    const { status, retryAfterSeconds: seconds } = fault;
    return seconds === undefined ? `${status}` : t('fault.statusWait', { status, seconds });
  };
}
