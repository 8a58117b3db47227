/** The turns of the thread, a held queue, and the composer. */
import { useReadable } from '@perdure/react';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { Composer } from './composer.tsx';
import { HeldQueue } from './held-queue.tsx';
import { TurnList } from './turn-list.tsx';

export function Conversation() {
  const { thread } = useOpenThread();
  return (
    <main className="conversation" data-connection={useReadable(thread.connection)}>
      <TurnList />
      <HeldQueue />
      <Composer />
    </main>
  );
}
