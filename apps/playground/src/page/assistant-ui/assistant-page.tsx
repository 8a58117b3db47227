/** A page that shows the open thread in the components of assistant-ui, which need only `useAssistantRuntime`. */
import { AssistantRuntimeProvider, ThreadPrimitive } from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import { failureText } from '@perdure/i18n';
import { useAssistantRuntime } from '@perdure/react/assistant-ui';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { AssistantComposer } from './assistant-composer.tsx';
import { AssistantMessage, UserMessage } from './messages.tsx';

const components = { UserMessage, AssistantMessage };

export default function AssistantPage() {
  const { i18n } = useTranslation('playground');
  const { thread, asked: model } = useOpenThread();
  const errorText = useCallback((failure: Failure) => failureText(i18n, failure).name, [i18n]);
  const runtime = useAssistantRuntime(thread, { errorText, model });

  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root className="assistant">
        <ThreadPrimitive.Viewport className="assistant-turns">
          <ThreadPrimitive.Messages components={components} />
        </ThreadPrimitive.Viewport>
        <AssistantComposer />
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}
