/** A link to the same thread in the other look: the page's own components, or those of assistant-ui. */
import { useTranslation } from 'react-i18next';
import { addressOf, usePlace } from '../open-thread/place.ts';

export function LookLink() {
  const { t } = useTranslation('playground');
  const { look, threadId } = usePlace();
  return look === 'playground' ? (
    <a href={addressOf(threadId, 'assistant-ui')}>{t('assistantUi.label')}</a>
  ) : (
    <a href={addressOf(threadId)}>{t('assistantUi.back')}</a>
  );
}
