/** A page that shows the open thread in the components of assistant-ui, which need only `useAssistantRuntime`. */
import { AssistantRuntimeProvider, ThreadPrimitive } from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import { failureText } from '@perdure/i18n';
import { useRun } from '@perdure/react';
import { useAssistantRuntime } from '@perdure/react/assistant-ui';
import type { FilePart } from '@perdure/thread';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HeldQueue } from '../conversation/held-queue.tsx';
import { fileUrl } from '../files/file-url.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { AssistantComposer } from './assistant-composer.tsx';
import { AssistantMessage, UserMessage } from './messages.tsx';

const components = { UserMessage, AssistantMessage };

export default function AssistantPage() {
  const { t, i18n } = useTranslation('playground');
  const { thread, asked: model } = useOpenThread();
  const errorText = useCallback((failure: Failure) => failureText(i18n, failure).name, [i18n]);
  const addressOf = useCallback((file: FilePart) => fileUrl(thread.id, file), [thread]);
  const latest = useRun(thread)?.id;
  /** Why a request failed, and the run after which it was sent. A later run shows that another request succeeded. */
  const [problem, setProblem] = useState<{ message: string; after: string | undefined }>();
  const runtime = useAssistantRuntime(thread, {
    errorText,
    fileUrl: addressOf,
    model,
    onProblem: (error) => setProblem({ message: String(Object(error).message), after: latest }),
  });

  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root className="assistant">
        <ThreadPrimitive.Viewport className="assistant-turns">
          <ThreadPrimitive.Messages components={components} />
        </ThreadPrimitive.Viewport>
        {problem !== undefined && problem.after === latest && (
          <p className="problem" role="alert">
            {t('composer.refused', { message: problem.message })}
          </p>
        )}
        <HeldQueue />
        <AssistantComposer />
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}
