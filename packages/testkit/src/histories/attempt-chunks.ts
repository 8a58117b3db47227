/** The chunks of an attempt: what a human has decided before it, and its steps. */
import type { Chunk, Json, ProviderRequest } from '@perdure/runtime';
import type { Message, ToolCallPart } from '@perdure/thread';
import type { AttemptPlan } from './script.ts';
import { resultOf, type Said, stepChunks } from './step-chunks.ts';

export function attemptChunks(
  plan: AttemptPlan,
  { messages, runId, answer }: Pick<ProviderRequest, 'messages' | 'runId' | 'answer'>,
  hasTools: boolean,
  said: Said,
): Chunk[] {
  const [open, next] = openCalls(messages, runId);
  if (open === undefined) return steps();
  const decision = answer as { toolCallId?: string; approved?: boolean; reason?: string } | null;
  if (decision?.toolCallId !== open.id) return [question(open)];
  const call = said.calls.get(open.id);
  const isPerformed = decision.approved === true && call !== undefined;
  const decided: Chunk[] = isPerformed
    ? [{ type: 'toolStarted', id: open.id, name: open.name }, resultOf(open.id, call)]
    : [denied(open, decision.reason)];
  if (next !== undefined) return [...decided, question(next)];
  // The library goes on within the message, once it has performed the tool.
  return [...decided, ...(isPerformed ? [] : [{ type: 'finishStep' } as const]), ...steps()];

  function steps(): Chunk[] {
    const all: Chunk[] = [];
    for (const [index, step] of plan.steps.entries()) {
      if (index > 0) all.push({ type: 'finishStep' });
      const { chunks, asked, hasCalls } = stepChunks(step, { ...plan, hasTools }, said);
      all.push(...chunks);
      const [first] = asked;
      if (first !== undefined) return [...all, question(first)];
      if (!hasCalls) return [...all, end('stop')];
    }
    return [...all, end('tool-calls')];
  }
}

const end = (reason: string): Chunk => ({ type: 'finish', reason, usage: { outputTokens: 1 } });

const question = ({ id, name, input }: ToolCallPart): Chunk => ({
  type: 'ask',
  question: { type: 'approval', toolCallId: id, toolName: name, input },
});

function denied({ id, name }: ToolCallPart, reason: Json | undefined): Chunk {
  const words = typeof reason === 'string' ? { reason } : {};
  return {
    type: 'toolResult',
    id,
    name,
    output: { denied: true, ...words },
    modelOutput: { type: 'denied', ...words },
  };
}

/** The run's calls without a result, in order. */
export function openCalls(messages: readonly Message[], runId: string): ToolCallPart[] {
  const open: ToolCallPart[] = [];
  for (const part of messages
    .filter((message) => message.runId === runId)
    .flatMap((m) => m.parts)) {
    if (part.type === 'toolCall' && !part.providerExecuted) open.push(part);
    if (part.type !== 'toolResult') continue;
    const at = open.findLastIndex(({ id }) => id === part.id);
    if (at >= 0) open.splice(at, 1);
  }
  return open;
}
