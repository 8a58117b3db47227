/** The name of a fault, in the page's language. */
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../demo-api.ts';

/** Error codes that say more than their HTTP status, so that the name of the fault shows the code. */
const codes = ['insufficient_quota', 'context_length_exceeded', 'content_filter'] as const;

export function useFaultName(): (fault: Fault) => string {
  const { t } = useTranslation('playground');
  return (fault) => {
    if (fault.kind === 'toolCall') return t('fault.toolCall', { name: fault.name });
    if (fault.kind === 'finish')
      return t('fault.finish', { reason: fault.reason ?? t('fault.noReason') });
    if (fault.kind !== 'status') return t(`fault.${fault.kind}`);
    const { status, retryAfterSeconds: seconds } = fault;
    if (seconds !== undefined) return t('fault.statusWait', { status, seconds });
    const code = codes.find((known) => known === fault.code);
    return code === undefined ? `${status}` : `${status} ${t(`fault.code.${code}`)}`;
  };
}
