/**
 * Messages in the components of assistant-ui. The status of the run stands under its answer, as in the page's own look.
 */
import { ActionBarPrimitive, MessagePrimitive, useAuiState } from '@assistant-ui/react';
import { useRun } from '@perdure/react';
import { isFinalState } from '@perdure/run/words';
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../conversation/failure-of.ts';
import { StatusEntry } from '../conversation/status-entry.tsx';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { parts } from './parts.tsx';

export function UserMessage() {
  return (
    <MessagePrimitive.Root className="assistant-message" data-role="user">
      <MessagePrimitive.Parts components={parts} />
    </MessagePrimitive.Root>
  );
}

export function AssistantMessage() {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useAuiState(({ message }) => message.metadata.custom.run) as RunView;
  const isLast = useRun(thread)?.id === run.id;
  return (
    <MessagePrimitive.Root className="assistant-message" data-role="assistant">
      <MessagePrimitive.Parts components={parts} />
      <StatusEntry run={run} isLast={isLast} hasAnswer isWriting={run.isAnswering} />
      {/* For a failed run, `FinalFailure` shows the button that regenerates the answer. */}
      {isFinalState(run.state) && failureOf(run) === null && (
        <ActionBarPrimitive.Root hideWhenRunning>
          <ActionBarPrimitive.Reload className="quiet">
            {t('conversation.regenerate')}
          </ActionBarPrimitive.Reload>
        </ActionBarPrimitive.Root>
      )}
    </MessagePrimitive.Root>
  );
}
