/** The part of an answer that shows a tool call or a tool result. */
import { missingText } from '@perdure/i18n';
import type { Part, ToolCallPart as ToolCall } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { isDenial, stageOf } from './tool-stage.ts';

export function ToolPart({ part }: { part: Part }) {
  const { t, i18n } = useTranslation('playground');
  if (part.type === 'toolCall') return <ToolCallPart call={part} />;
  // The denial by a human is shown with the tool call, not as a result.
  if (part.type !== 'toolResult' || isDenial(part.output)) return null;
  const missing = missingText(i18n, part);
  if (missing !== null) return <p className="tool-missing">{missing}</p>;
  const { name, isError, output } = part;
  const summary = t(isError ? 'conversation.toolFailed' : 'conversation.toolResult', { name });
  return <Details summary={summary} value={output} />;
}

/**
 * A tool call. Its result is searched in all messages, because it is in a later one if a human was asked in between.
 */
function ToolCallPart({ call }: { call: ToolCall }) {
  const { t } = useTranslation('playground');
  const { thread } = useOpenThread();
  const stage = useSelector(thread, ({ messages }) => stageOf(messages, call));
  return <Details summary={t(`conversation.${stage}`, { name: call.name })} value={call.input} />;
}

function Details({ summary, value }: { summary: string; value: unknown }) {
  return (
    <details className="tool">
      <summary>{summary}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
