/** Rows of the tables, and functions that convert between rows and the values for which they stand. */
import type { RunContext, RunState } from '@perdure/run';
import type { AttemptNotes, KeptSpecimen, RunRecord } from '@perdure/runtime/store';
import type { Cut, Message, MessageStatus, Role, StoredFile, ThreadEvent } from '@perdure/thread';
import { type ContextRow, type ReadContextRow, toContext } from './contexts.ts';
import { DamagedText, parseArray, parseObject } from './json-column.ts';

export interface RunRow extends ContextRow {
  id: string;
  thread_id: string;
  state: RunState;
  retry_count: number;
  retry_at: number | null;
  failure: string | null;
  last_fence: number;
  attempt_fence: number | null;
  timer: string | null;
  timer_fence: number | null;
}

/**
 * The row of a run. Its columns `retry_count` and `retry_at` repeat fields of the context, for people who read the table,
 * and are not read back.
 */
export function toRunRow(
  { id, threadId, stored }: RunRecord,
  contextRow: (context: RunContext) => ContextRow,
): RunRow {
  const { state, context, lastFence, attemptFence, timer } = stored;
  return {
    id,
    thread_id: threadId,
    state,
    retry_count: context.retryCount,
    retry_at: context.wait?.until ?? null,
    failure: toJson(context.failure),
    ...contextRow(context),
    last_fence: lastFence,
    attempt_fence: attemptFence,
    timer: timer?.id ?? null,
    timer_fence: timer?.fence ?? null,
  };
}

export function toRun(row: RunRow & ReadContextRow): RunRecord {
  const { id, thread_id: threadId, state, timer: timerId, timer_fence: fence } = row;
  const timer = timerId === null || fence === null ? null : { id: timerId, fence };
  const { last_fence: lastFence, attempt_fence: attemptFence } = row;
  const context = toContext(row);
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

/** A message without its parts. */
export const messageFields = (row: Omit<MessageRow, 'parts'>): Omit<Message, 'parts'> => {
  const { id, run_id: runId, role, status, provider, model, cut } = row;
  return {
    id,
    runId,
    role,
    status,
    ...(provider !== null && model !== null && { origin: { provider, model } }),
    ...(cut !== null && { cut }),
  };
};

export function toMessage(row: MessageRow): Message {
  const place = { table: 'messages', row: row.id, column: 'parts' };
  return { ...messageFields(row), parts: parseArray(row.parts, place) };
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

/** An event that names no row of a message. */
export interface PlainEventRow {
  thread_id: string;
  seq: number;
  run_id: string;
  type: string;
  data: string;
  at: number;
}

/** An event. If it names the row of its message, the row's columns are there too. */
export interface EventRow extends PlainEventRow, Omit<MessageRow, 'id' | 'run_id' | 'status'> {
  message: number | null;
  /** Id of the message. */
  id: string | null;
  message_run: string;
}

/** The columns of `EventRow`. */
export const eventColumns = `events.*, messages.id, messages.run_id AS message_run, role, parts, provider, model, cut`;

/**
 * The status that a message has in the event that records it, which may differ from its row's: the word in the event's
 * type, `message.completed`.
 */
export const recordedStatus = (type: string): MessageStatus =>
  type.slice('message.'.length) as MessageStatus;

export function toEvent(row: EventRow): ThreadEvent {
  const { message, id, message_run, type } = row;
  if (message === null) return toPlainEvent(row);
  if (id === null) throw new DamagedText({ ...placeOf(row), column: 'message' });
  const recorded = toMessage({ ...row, id, run_id: message_run, status: recordedStatus(type) });
  return toPlainEvent(row, { message: recorded });
}

/** @param more what the event says besides its own data */
export function toPlainEvent(row: PlainEventRow, more: object = {}): ThreadEvent {
  const { thread_id: threadId, seq, run_id: runId, type, data, at } = row;
  const fields = parseObject<object>(data, { ...placeOf(row), column: 'data' });
  return { type, ...more, ...fields, seq, threadId, runId, at } as ThreadEvent;
}

const placeOf = ({ thread_id, seq }: PlainEventRow) => ({
  table: 'events',
  row: `${thread_id}/${seq}`,
});

export const toJson = (value: object | null): string | null =>
  value === null ? null : JSON.stringify(value);
