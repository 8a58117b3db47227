/** The page: a thread, and the bench on which its provider is made to fail. */
import { lazy, Suspense } from 'react';
import { Bench } from './bench/bench.tsx';
import { Composer } from './conversation/composer.tsx';
import { TurnList } from './conversation/turn-list.tsx';
import { Announcer } from './frame/announcer.tsx';
import { Header } from './frame/header.tsx';
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
          <ThreadList />
          <main className="conversation">
            <TurnList />
            <Composer />
          </main>
          <Bench />
        </>
      )}
      <Announcer />
    </OpenThreadProvider>
  );
}
