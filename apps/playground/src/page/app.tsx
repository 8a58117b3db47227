/** The page: the list of threads, a conversation, and a sidebar with the run's machine and the provider's faults. */
import { lazy, Suspense } from 'react';
import { Conversation } from './conversation/conversation.tsx';
import { Faults } from './faults/faults.tsx';
import { OpenThreadProvider } from './open-thread/open-thread-provider.tsx';
import { usePlace } from './open-thread/place.ts';
import { Announcer } from './shell/announcer.tsx';
import { Header } from './shell/header.tsx';
import { Side } from './shell/side.tsx';
import { ThreadList } from './thread-list/thread-list.tsx';

const AssistantPage = lazy(() => import('./assistant-ui/assistant-page.tsx'));

export function App() {
  const { look, threadId } = usePlace();
  return (
    <OpenThreadProvider key={threadId} threadId={threadId} isPaged={look === 'playground'}>
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
          <Side name="faults">
            <Faults />
          </Side>
        </>
      )}
      <Announcer />
    </OpenThreadProvider>
  );
}
