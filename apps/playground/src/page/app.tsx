/** The page: a thread, and the bench on which its provider is made to fail. */
import { lazy, Suspense } from 'react';
import { Bench } from './bench/bench.tsx';
import { Conversation } from './conversation/conversation.tsx';
import { Announcer } from './frame/announcer.tsx';
import { Header } from './frame/header.tsx';
import { Side } from './frame/side.tsx';
import { OpenThreadProvider } from './thread/open-thread-provider.tsx';
import { usePlace } from './thread/thread-id.ts';
import { ThreadList } from './threads/thread-list.tsx';

const AssistantPage = lazy(() => import('./assistant-ui/assistant-page.tsx'));

export function App() {
  const { look, threadId } = usePlace();
  return (
    <OpenThreadProvider key={threadId} threadId={threadId}>
      <Header />
      {look === 'assistant-ui' ? (
        <Suspense>
          <AssistantPage />
        </Suspense>
      ) : (
        <>
          <Side name="threads">
            <ThreadList />
          </Side>
          <Conversation />
          <Side name="bench">
            <Bench />
          </Side>
        </>
      )}
      <Announcer />
    </OpenThreadProvider>
  );
}
