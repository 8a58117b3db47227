/** A run as a turn of the conversation: the prompt, the answer, how it stands, and how it came about. */
import { useMessages, useRun } from '@perdure/react';
import type { Message } from '@perdure/runtime/view';
import { memo } from 'react';
import { useOpenThread } from '../thread/open-thread.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { Answer } from './answer.tsx';
import { Prompt } from './prompt.tsx';
import { RunStatus } from './run-status.tsx';

interface Props {
  runId: string;
  isLast: boolean;
}

/** Reasoning alone is nothing to show yet. */
const isShown = ({ parts }: Message) => parts.some(({ type }) => type !== 'reasoning');

export const Turn = memo(function Turn({ runId, isLast }: Props) {
  const { thread } = useOpenThread();
  const run = useRun(thread, runId);
  const messages = useMessages(thread, runId);
  if (run === undefined) return null;

  const prompt = messages.find(({ role }) => role === 'user');
  const steps = messages.filter((message) => message.role === 'assistant' && isShown(message));
  return (
    <li className="turn">
      {prompt !== undefined && <Prompt message={prompt} run={run} />}
      {steps.length > 0 && <Answer steps={steps} model={run.model} />}
      <RunStatus
        run={run}
        isLast={isLast}
        hasAnswer={steps.length > 0}
        isWriting={steps.at(-1)?.status === 'streaming'}
      />
      <Timeline run={run} />
    </li>
  );
});
