/** Rows of the tables, and functions that convert between rows and the values for which they stand. */
import type { RunState } from '@perdure/run';
import type { AttemptNotes, KeptSpecimen, PageRun, RunRecord } from '@perdure/runtime/store';
import type { Cut, Message, MessageStatus, Role, StoredFile, ThreadEvent } from '@perdure/thread';

export interface RunRow {
  id: string;
  thread_id: string;
  state: RunState;
  context: string;
  last_fence: number;
  attempt_fence: number | null;
  timer: string | null;
  timer_fence: number | null;
}

/** The columns of `RunRow`. */
export const runColumns =
  'id, thread_id, state, context, last_fence, attempt_fence, timer, timer_fence';

export function toRun(row: RunRow): RunRecord {
  const { id, thread_id: threadId, state, timer: timerId, timer_fence: fence } = row;
  const timer = timerId === null || fence === null ? null : { id: timerId, fence };
  const { last_fence: lastFence, attempt_fence: attemptFence } = row;
  const context = JSON.parse(row.context);
  return { id, threadId, stored: { state, context, lastFence, attemptFence, timer } };
}

export interface TimedRunRow extends RunRow {
  created_at: number;
  updated_at: number;
}

export const toPageRun = (row: TimedRunRow): PageRun => ({
  run: toRun(row),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

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

/** The columns of `MessageRow`. */
export const messageColumns = [
  'id',
  'run_id',
  'role',
  'parts',
  'status',
  'provider',
  'model',
  'cut',
]
  .map((name) => `messages.${name}`)
  .join(', ');

export function toMessage(row: MessageRow): Message {
  const { id, run_id: runId, role, status, provider, model, cut } = row;
  return {
    id,
    runId,
    role,
    status,
    ...(provider !== null && model !== null && { origin: { provider, model } }),
    ...(cut !== null && { cut }),
    parts: JSON.parse(row.parts),
  };
}

export interface NotesRow {
  fence: number;
  usage: string | null;
  request: string | null;
}

export const toNotes = ({ fence, usage, request }: NotesRow): AttemptNotes & { fence: number } => ({
  fence,
  usage: fromJson(usage),
  request: fromJson(request),
});

export interface SpecimenRow {
  run_id: string;
  fence: number;
  failure: string;
  specimen: string;
}

export const toSpecimen = ({ run_id, fence, failure, specimen }: SpecimenRow): KeptSpecimen => ({
  runId: run_id,
  fence,
  failure: JSON.parse(failure),
  specimen: JSON.parse(specimen),
});

export interface EventRow {
  thread_id: string;
  seq: number;
  run_id: string;
  type: string;
  data: string;
  at: number;
}

export const eventColumns = 'thread_id, seq, run_id, type, data, at';

export function toEvent({ thread_id: threadId, seq, run_id: runId, type, data, at }: EventRow) {
  return { type, ...JSON.parse(data), seq, threadId, runId, at } as ThreadEvent;
}

/** The bytes are a plain array on the memory of the row's buffer, because a `Buffer` has methods of its own. */
export const toFile = (row: { media_type: string; bytes: Buffer }): StoredFile => ({
  mediaType: row.media_type,
  bytes: new Uint8Array(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength),
});

export const toJson = (value: object | null): string | null =>
  value === null ? null : JSON.stringify(value);

const fromJson = <T>(text: string | null): T | null => (text === null ? null : JSON.parse(text));
