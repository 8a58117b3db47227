/** The page: a thread, and the bench on which its provider is made to fail. */
import { Bench } from './bench/bench.tsx';
import { Composer } from './conversation/composer.tsx';
import { TurnList } from './conversation/turn-list.tsx';
import { Announcer } from './frame/announcer.tsx';
import { Header } from './frame/header.tsx';
import { OpenThreadProvider } from './thread/open-thread-provider.tsx';
import { useThreadId } from './thread/thread-id.ts';
import { ThreadList } from './threads/thread-list.tsx';

export function App() {
  const threadId = useThreadId();
  return (
    <OpenThreadProvider key={threadId} threadId={threadId}>
      <Header />
      <ThreadList />
      <main className="conversation">
        <TurnList />
        <Composer />
      </main>
      <Bench />
      <Announcer />
    </OpenThreadProvider>
  );
}
