/** Rows of the tables, and functions that convert between rows and the values for which they stand. */
import type { RunContext, RunState } from '@perdure/run';
import type { AttemptNotes, KeptSpecimen, RunRecord } from '@perdure/runtime/store';
import type { Cut, Message, MessageStatus, Role, StoredFile, ThreadEvent } from '@perdure/thread';
import { parseArray, parseObject } from './json-column.ts';

export interface RunRow {
  id: string;
  thread_id: string;
  state: RunState;
  retry_count: number;
  retry_at: number | null;
  failure: string | null;
  context: string;
  last_fence: number;
  attempt_fence: number | null;
  timer: string | null;
  timer_fence: number | null;
}

/**
 * The row of a run. Its columns `retry_count`, `retry_at` and `failure` repeat fields of the context, for people who
 * read the table. Only the context is read back.
 */
export function toRunRow({ id, threadId, stored }: RunRecord): RunRow {
  const { state, context, lastFence, attemptFence, timer } = stored;
  return {
    id,
    thread_id: threadId,
    state,
    retry_count: context.retryCount,
    retry_at: context.wait?.until ?? null,
    failure: toJson(context.failure),
    context: JSON.stringify(context),
    last_fence: lastFence,
    attempt_fence: attemptFence,
    timer: timer?.id ?? null,
    timer_fence: timer?.fence ?? null,
  };
}

export function toRun(row: RunRow): RunRecord {
  const { id, thread_id: threadId, state, timer: timerId, timer_fence: fence } = row;
  // The column `retry_count` completes a context that SQLite could not migrate, because its JSON functions stop at
  // 1,000 levels.
  const stored = parseObject(row.context, { table: 'runs', row: id, column: 'context' });
  const context = { retryCount: row.retry_count, ...stored } as RunContext;
  const timer = timerId === null || fence === null ? null : { id: timerId, fence };
  const { last_fence: lastFence, attempt_fence: attemptFence } = row;
  return { id, threadId, stored: { state, context, lastFence, attemptFence, timer } };
}

export interface MessageRow {
  id: string;
  run_id: string;
  role: Role;
  parts: string;
  status: MessageStatus;
  provider: string | null;
  model: string | null;
  cut: Cut | null;
}

/** The columns of a message that a later write of the message changes. */
export const toMessageRow = ({
  parts,
  status,
  origin,
  cut,
}: Message): Omit<MessageRow, 'id' | 'run_id' | 'role'> => ({
  parts: JSON.stringify(parts),
  status,
  provider: origin?.provider ?? null,
  model: origin?.model ?? null,
  cut: cut ?? null,
});

export function toMessage(row: MessageRow): Message {
  const { id, run_id: runId, role, parts, status, provider, model, cut } = row;
  return {
    id,
    runId,
    role,
    parts: parseArray(parts, { table: 'messages', row: id, column: 'parts' }),
    status,
    ...(provider !== null && model !== null && { origin: { provider, model } }),
    ...(cut !== null && { cut }),
  };
}

export interface NotesRow {
  runId: string;
  fence: number;
  usage: string | null;
  request: string | null;
}

export function toNotes({ runId, fence, ...texts }: NotesRow): AttemptNotes & { fence: number } {
  const read = <T extends object>(column: keyof typeof texts): T | null => {
    const place = { table: 'attempts', row: `${runId}/${fence}`, column };
    return texts[column] === null ? null : parseObject<T>(texts[column], place);
  };
  return { fence, usage: read('usage'), request: read('request') };
}

export interface SpecimenRow {
  runId: string;
  fence: number;
  failure: string;
  specimen: string;
}

export function toSpecimen({ runId, fence, failure, specimen }: SpecimenRow): KeptSpecimen {
  const place = { table: 'attempts', row: `${runId}/${fence}` };
  return {
    runId,
    fence,
    failure: parseObject(failure, { ...place, column: 'failure' }),
    specimen: parseObject(specimen, { ...place, column: 'specimen' }),
  };
}

export interface FileRow {
  mediaType: string;
  bytes: Buffer;
}

/** The bytes are a plain array on the memory of the row's buffer, because a `Buffer` has methods of its own. */
export const toFile = ({ mediaType, bytes }: FileRow): StoredFile => ({
  mediaType,
  bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
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
}: EventRow): ThreadEvent => {
  const place = { table: 'events', row: `${threadId}/${seq}`, column: 'data' };
  return { type, ...parseObject<object>(data, place), seq, threadId, runId, at } as ThreadEvent;
};

export const toJson = (value: object | null): string | null =>
  value === null ? null : JSON.stringify(value);
