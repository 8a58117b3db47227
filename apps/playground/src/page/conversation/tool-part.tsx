/** A tool that the model has called, and what it answered. */
import type { Message } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';

export function ToolPart({ part }: { part: Message['parts'][number] }) {
  const { t } = useTranslation('playground');
  if (part.type !== 'toolCall' && part.type !== 'toolResult') return null;
  const value = part.type === 'toolCall' ? part.input : part.output;
  return (
    <details className="tool">
      <summary>{t(`conversation.${part.type}`, { name: part.name })}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
