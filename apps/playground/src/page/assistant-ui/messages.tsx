/** A message in assistant-ui's own parts. */
import { ActionBarPrimitive, MessagePrimitive } from '@assistant-ui/react';
import { useTranslation } from 'react-i18next';

export function UserMessage() {
  return (
    <MessagePrimitive.Root className="assistant-message" data-role="user">
      <MessagePrimitive.Parts />
    </MessagePrimitive.Root>
  );
}

export function AssistantMessage() {
  const { t } = useTranslation('playground');
  return (
    <MessagePrimitive.Root className="assistant-message" data-role="assistant">
      <MessagePrimitive.Parts />
      <ActionBarPrimitive.Root hideWhenRunning>
        <ActionBarPrimitive.Reload className="quiet">
          {t('conversation.regenerate')}
        </ActionBarPrimitive.Reload>
      </ActionBarPrimitive.Root>
    </MessagePrimitive.Root>
  );
}
