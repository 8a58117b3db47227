/** The history of a request as messages of the AI SDK. */
import type { ProviderRequest } from '@perdure/runtime';
import type { Message, Origin, ToolCallPart } from '@perdure/thread';
import type { ModelMessage } from 'ai';
import { loadFiles, sentIds, toTurns } from '../history/index.ts';
import { approve, withApproval } from './approval.ts';
import type { StreamTextCall } from './converse.ts';
import { toModelMessages } from './messages.ts';
import { ModelCalls } from './model-calls.ts';
import { notedPolicy } from './noted-denial.ts';

/** What the answers of one attempt have in common. */
export interface Conversation {
  request: ProviderRequest;
  call: StreamTextCall;
  /** The model that is called. */
  origin: Origin;
}

export interface History {
  messages: ModelMessage[];
  calls: ModelCalls;
}

/** @param messages of the request, with what the attempt has recorded since */
export async function toHistory(
  { request, call, origin }: Conversation,
  messages: readonly Message[] = request.messages,
): Promise<History> {
  const turns = toTurns(messages, { origin, hasTools: hasTools(call), runId: request.runId });
  const files = await loadFiles(turns, request.file);
  return {
    messages: toModelMessages(turns, files),
    calls: new ModelCalls(sentIds(messages, origin)),
  };
}

/**
 * The history with a call without a result that a human has approved, and the settings for it. The SDK performs the call
 * first.
 */
export async function toApprovedHistory(
  { request, call, origin }: Conversation,
  approved: ToolCallPart,
): Promise<{ history: History; call: StreamTextCall }> {
  const { messages, runId } = request;
  const turns = toTurns(messages, { origin, hasTools: hasTools(call), approved, runId });
  const files = await loadFiles(turns, request.file);
  const { id: toolCallId, name: toolName } = approved;
  const { input, call: approvedCall } = await approve(call, approved);
  const { toolApproval } = approvedCall;
  const calls = new ModelCalls(sentIds(messages, origin, approved));
  calls.give({ toolCallId, toolName, input }, approved.input);
  const sent = withApproval(toModelMessages(turns, files), approved, input);
  const note = (reason: string) => void calls.denials.set(toolCallId, reason);
  const policy = toolApproval && { toolApproval: notedPolicy(toolApproval, toolName, note) };
  return { history: { messages: sent, calls }, call: { ...approvedCall, ...policy } };
}

const hasTools = ({ tools }: StreamTextCall): boolean => Object.keys(tools).length > 0;
