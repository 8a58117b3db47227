/** What the model thought, folded. Renders nothing for reasoning without text. */
import { useTranslation } from 'react-i18next';

export function Reasoning({ text }: { text: string }) {
  const { t } = useTranslation('playground');
  if (text.trim() === '') return null;
  return (
    <details className="reasoning">
      <summary>{t('conversation.reasoning')}</summary>
      <div className="message-text">{text}</div>
    </details>
  );
}
