/** Rows as they lie in the tables, and what they mean. */
import type { RunContext, RunState } from '@perdure/run';
import {
  type Message,
  type MessageStatus,
  type Role,
  type RunRecord,
  type ThreadEvent,
  type ThreadSummary,
  textOf,
} from '@perdure/runtime';

export interface RunRow {
  id: string;
  thread_id: string;
  state: RunState;
  retries: number;
  retry_at: number | null;
  failure: string | null;
  context: string;
  tokens: number;
  attempt: number | null;
  timer: string | null;
  timer_token: number | null;
}

/** The columns for people repeat what the context holds; the context is what is read back. */
export function toRunRow({ id, threadId, stored }: RunRecord): RunRow {
  const { state, context, tokens, attempt, timer } = stored;
  return {
    id,
    thread_id: threadId,
    state,
    retries: context.retries,
    retry_at: context.wait?.until ?? null,
    failure: toJson(context.failure),
    context: JSON.stringify(context),
    tokens,
    attempt,
    timer: timer?.id ?? null,
    timer_token: timer?.token ?? null,
  };
}

export function toRun(row: RunRow): RunRecord {
  const { id, thread_id: threadId, state, tokens, attempt, timer, timer_token: token } = row;
  const context = JSON.parse(row.context) as RunContext;
  const armed = timer === null || token === null ? null : { id: timer, token };
  return { id, threadId, stored: { state, context, tokens, attempt, timer: armed } };
}

export interface MessageRow {
  id: string;
  run_id: string;
  role: Role;
  parts: string;
  status: MessageStatus;
}

export const toMessage = ({ id, run_id: runId, role, parts, status }: MessageRow): Message => ({
  id,
  runId,
  role,
  parts: JSON.parse(parts),
  status,
});

export interface EventRow {
  thread_id: string;
  seq: number;
  run_id: string;
  type: string;
  data: string;
  at: number;
}

export const toEvent = ({
  thread_id: threadId,
  seq,
  run_id: runId,
  type,
  data,
  at,
}: EventRow): ThreadEvent =>
  ({ type, ...JSON.parse(data), seq, threadId, runId, at }) as ThreadEvent;

export interface SummaryRow {
  id: string;
  /** Parts of the first message, as JSON. */
  prompt: string | null;
  state: RunState;
  updatedAt: number;
}

export const toSummary = ({ prompt, ...row }: SummaryRow): ThreadSummary => ({
  ...row,
  title: textOf({ parts: JSON.parse(prompt ?? '[]') }),
});

export const toJson = (failure: object | null): string | null =>
  failure === null ? null : JSON.stringify(failure);
