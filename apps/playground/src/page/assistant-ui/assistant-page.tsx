/** The same thread in the components of assistant-ui: an app that has them needs one hook. */
import { AssistantRuntimeProvider, ComposerPrimitive, ThreadPrimitive } from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import { failureText } from '@perdure/i18n';
import { useCurrentRun } from '@perdure/react';
import { useAssistantRuntime } from '@perdure/react/assistant-ui';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusLine } from '../conversation/status-line.tsx';
import { useOpenThread } from '../thread/open-thread.ts';
import { AssistantMessage, UserMessage } from './messages.tsx';

const components = { UserMessage, AssistantMessage };

export default function AssistantPage() {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const run = useCurrentRun(thread);
  const errorText = useCallback((failure: Failure) => failureText(i18n, failure).name, [i18n]);
  const runtime = useAssistantRuntime(thread, { errorText });

  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root className="assistant">
        <ThreadPrimitive.Viewport className="assistant-turns">
          <ThreadPrimitive.Messages components={components} />
        </ThreadPrimitive.Viewport>
        {run !== undefined && run.state !== 'completed' && <StatusLine run={run} />}
        <ComposerPrimitive.Root className="composer-box assistant-composer">
          <ComposerPrimitive.Input
            rows={2}
            aria-label={t('composer.label')}
            placeholder={t('composer.placeholder')}
          />
          <div className="composer-row">
            <ThreadPrimitive.If running>
              <ComposerPrimitive.Cancel>{t('composer.stop')}</ComposerPrimitive.Cancel>
            </ThreadPrimitive.If>
            <ComposerPrimitive.Send className="primary">
              {t('composer.send')}
            </ComposerPrimitive.Send>
          </div>
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}
