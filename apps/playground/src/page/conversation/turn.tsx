/** A run as a turn of the conversation: prompt, answer, status and timeline. */
import { useMessages, useRun } from '@perdure/react';
import type { Message } from '@perdure/thread';
import { memo } from 'react';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { Answer } from './answer.tsx';
import { isShown } from './model-step.tsx';
import { Prompt } from './prompt.tsx';
import { StatusEntry } from './status-entry.tsx';

interface Props {
  runId: string;
  isLast: boolean;
}

/** True if text is being written, which shows the progress by itself. Reasoning does not, because it is folded. */
const isWriting = (message: Message | undefined) =>
  message?.status === 'streaming' && message.parts.some(({ type }) => type !== 'reasoning');

export const Turn = memo(function Turn({ runId, isLast }: Props) {
  const { thread } = useOpenThread();
  const run = useRun(thread, runId);
  const messages = useMessages(thread, runId);
  if (run === undefined) return null;

  const prompt = messages.find(({ role }) => role === 'user');
  const answer = messages.filter((message) => message.role === 'assistant' && isShown(message));
  return (
    <>
      {prompt !== undefined && <Prompt message={prompt} run={run} />}
      {answer.length > 0 && <Answer messages={answer} model={run.model} />}
      <StatusEntry
        run={run}
        isLast={isLast}
        hasAnswer={answer.length > 0}
        isWriting={isWriting(answer.at(-1))}
      />
      <Timeline run={run} />
    </>
  );
});
