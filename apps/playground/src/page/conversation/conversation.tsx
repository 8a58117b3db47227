/** What was said, and where one says more. */
import { useLive } from '@perdure/react';
import { useOpenThread } from '../thread/open-thread.ts';
import { Composer } from './composer.tsx';
import { TurnList } from './turn-list.tsx';

export function Conversation() {
  const { thread } = useOpenThread();
  return (
    <main className="conversation" data-connection={useLive(thread.connection)}>
      <TurnList />
      <Composer />
    </main>
  );
}
