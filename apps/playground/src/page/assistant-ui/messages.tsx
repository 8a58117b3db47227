/** A message in assistant-ui's own parts, and under an answer how its run stands, as on the other page. */
import { ActionBarPrimitive, MessagePrimitive, useAuiState } from '@assistant-ui/react';
import { useCurrentRun } from '@perdure/react';
import { isSettled, type RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../conversation/failure-of.ts';
import { RunStatus } from '../conversation/run-status.tsx';
import { useOpenThread } from '../thread/open-thread.ts';
import { parts } from './parts.tsx';

export function UserMessage() {
  return (
    <MessagePrimitive.Root className="assistant-message" data-role="user">
      <MessagePrimitive.Parts />
    </MessagePrimitive.Root>
  );
}

export function AssistantMessage() {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useAuiState(({ message }) => message.metadata.custom.run) as RunView;
  const isLast = useCurrentRun(thread)?.id === run.id;
  return (
    <MessagePrimitive.Root className="assistant-message" data-role="assistant">
      <MessagePrimitive.Parts components={parts} />
      <RunStatus run={run} isLast={isLast} hasAnswer isWriting={run.isAnswering} />
      {/* A failure offers it in its own place. */}
      {isSettled(run) && failureOf(run) === null && (
        <ActionBarPrimitive.Root hideWhenRunning>
          <ActionBarPrimitive.Reload className="quiet">
            {t('conversation.regenerate')}
          </ActionBarPrimitive.Reload>
        </ActionBarPrimitive.Root>
      )}
    </MessagePrimitive.Root>
  );
}
