/** A run as a turn of the conversation: the prompt, the answer, how it stands, and how it came about. */
import { isSettled, type Message } from '@perdure/runtime/view';
import { shallowEqual, useSelector } from '@xstate/react';
import { memo } from 'react';
import { useOpenThread } from '../thread/open-thread.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { MessageItem } from './message-item.tsx';
import { RunStatus } from './run-status.tsx';

interface Props {
  runId: string;
  isLast: boolean;
}

/** Reasoning alone is nothing to show yet. */
const isShown = ({ parts }: Message) => parts.some(({ type }) => type !== 'reasoning');

export const Turn = memo(function Turn({ runId, isLast }: Props) {
  const { thread } = useOpenThread();
  const run = useSelector(thread, ({ runs }) => runs.find(({ id }) => id === runId));
  const messages = useSelector(
    thread,
    (view) => view.messages.filter((message) => message.runId === runId && isShown(message)),
    shallowEqual,
  );
  if (run === undefined) return null;

  const answer = messages.findLast(({ role }) => role === 'assistant');
  return (
    <li className="turn">
      {messages.map((message) => (
        <MessageItem key={message.id} message={message} isSettled={isSettled(run)} />
      ))}
      <RunStatus
        run={run}
        isLast={isLast}
        hasAnswer={answer !== undefined}
        isWriting={answer?.status === 'streaming'}
      />
      <Timeline run={run} />
    </li>
  );
});
