/** The part of an answer that shows a tool call or a tool result. */
import type { Message } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { isDenial, stageOf } from './tool-stage.ts';

type Part = Message['parts'][number];
type ToolCall = Extract<Part, { type: 'toolCall' }>;

export function ToolPart({ part }: { part: Part }) {
  const { t } = useTranslation('playground');
  if (part.type === 'toolCall') return <ToolCallPart call={part} />;
  // The denial by a human is shown with the tool call, not as a result.
  if (part.type !== 'toolResult' || isDenial(part.output)) return null;
  return (
    <Details summary={t('conversation.toolResult', { name: part.name })} value={part.output} />
  );
}

/**
 * A tool call. Its result is searched in all messages, because it is in a later one if a human was asked in between.
 */
function ToolCallPart({ call: { id, name, input } }: { call: ToolCall }) {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const stage = useSelector(thread, ({ messages }) => stageOf(messages, id));
  return <Details summary={t(`conversation.${stage}`, { name })} value={input} />;
}

function Details({ summary, value }: { summary: string; value: unknown }) {
  return (
    <details className="tool">
      <summary>{summary}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
