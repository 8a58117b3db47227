/** A tool that the model would call, or has called, and what it answered. */
import type { Message } from '@perdure/runtime/view';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../thread/open-thread.ts';
import { isDenial, stageOf } from './tool-stage.ts';

type Part = Message['parts'][number];
type ToolCall = Extract<Part, { type: 'toolCall' }>;

export function ToolPart({ part }: { part: Part }) {
  const { t } = useTranslation('playground');
  if (part.type === 'toolCall') return <ToolCallPart call={part} />;
  // That it was refused stands at the call.
  if (part.type !== 'toolResult' || isDenial(part.output)) return null;
  return (
    <Details summary={t('conversation.toolResult', { name: part.name })} value={part.output} />
  );
}

/** The result may stand in a later message than the call: a human was asked in between. */
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
