/** A store in memory, with the same rules as a store on a file: for tests, and for apps that need no durability. */
import { isActiveState } from '@perdure/run';
import {
  type Message,
  type StoredFile,
  type ThreadEvent,
  type ThreadSummary,
  textOf,
} from '@perdure/thread';
import { UndoMap } from '../batch/undo-map.ts';
import { keepsSpecimen } from '../ports/specimens.ts';
import type {
  AttemptNotes,
  DueTimer,
  KeptSpecimen,
  RunRecord,
  Store,
  Write,
} from '../ports/store.ts';

/** Messages are in the order of their creation, because a Map keeps that order. */
interface Tables {
  runs: UndoMap<RunRecord>;
  /** The place of each run in its thread, ascending. */
  places: UndoMap<number>;
  /** Ids of runs that have left the conversation. */
  replaced: UndoMap<true>;
  messages: UndoMap<Message>;
  /** Fence of the attempt that wrote a message, by message id; null for one that no attempt wrote. */
  writers: UndoMap<number | null>;
  /** Events by thread id. */
  events: Map<string, ThreadEvent[]>;
  timers: UndoMap<{ fence: number; dueAt: number }>;
  /** The notes of each run's last attempt that has any. */
  notes: UndoMap<AttemptNotes & { fence: number }>;
  /** Files by hash. */
  files: UndoMap<StoredFile>;
  /** Specimens by attempt, `runId/fence`. */
  specimens: UndoMap<KeptSpecimen>;
}

/** Makes a store in memory. Everything that the store returns is a copy, as from a file. */
export function memoryStore(): Store {
  const tables: Tables = {
    runs: new UndoMap(),
    places: new UndoMap(),
    replaced: new UndoMap(),
    messages: new UndoMap(),
    writers: new UndoMap(),
    events: new Map(),
    timers: new UndoMap(),
    notes: new UndoMap(),
    files: new UndoMap(),
    specimens: new UndoMap(),
  };
  const runs = () => [...tables.runs.entries.values()];
  const messages = () => [...tables.messages.entries.values()];
  const log = (threadId: string) => tables.events.get(threadId) ?? [];
  const inThread = (threadId: string | undefined) => runsOf(tables, threadId);
  /** The runs of the conversation: those that were not replaced. */
  const inConversation = (threadId: string | undefined) =>
    inThread(threadId).filter((run) => !tables.replaced.entries.has(run.id));
  const threadOf = (runId: string) => tables.runs.entries.get(runId)?.threadId;

  return {
    commit: (writes) => structuredClone(transaction(tables, writes)),
    findRun: (runId) => structuredClone(tables.runs.entries.get(runId)),
    findActiveRun: (threadId) => structuredClone(inThread(threadId).find(isActive)),
    findQueuedRuns: (threadId) =>
      structuredClone(inThread(threadId).filter((run) => run.stored.state === 'queued')),
    findRunningRuns: () => structuredClone(runs().filter((run) => run.stored.state === 'running')),
    findRunsFrom(runId) {
      const all = inConversation(threadOf(runId));
      const from = all.findIndex(({ id }) => id === runId);
      return structuredClone(from < 0 ? [] : all.slice(from));
    },
    history(runId) {
      const ids = inConversation(threadOf(runId)).map(({ id }) => id);
      const order = new Map(ids.slice(0, ids.indexOf(runId) + 1).map((id, at) => [id, at]));
      const place = (message: Message) => order.get(message.runId) ?? 0;
      const given = messages().filter(
        ({ status, runId }) => status === 'completed' && order.has(runId),
      );
      return structuredClone(given.sort((a, b) => place(a) - place(b)));
    },
    findStreamingMessage: (runId) =>
      structuredClone(messages().find((m) => m.runId === runId && m.status === 'streaming')),
    hasCompletedMessage: (runId, fence) =>
      messages().some(
        ({ id, runId: own, status }) =>
          own === runId && status === 'completed' && tables.writers.entries.get(id) === fence,
      ),
    findAttemptNotes: (runId) => structuredClone(tables.notes.entries.get(runId)),
    findFile: (hash) => structuredClone(tables.files.entries.get(hash)),
    findMessage: (messageId) => structuredClone(tables.messages.entries.get(messageId)),
    threads: (limit) =>
      [...tables.events]
        .map(([id, events]) => toSummary(id, events, inConversation(id)))
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .slice(0, limit),
    specimens: () => structuredClone([...tables.specimens.entries.values()]),
    events: (threadId, after, limit) => structuredClone(log(threadId).slice(after, after + limit)),
    dueTimers: (now, limit, after) =>
      timersAfter(tables, after)
        .filter(({ dueAt }) => dueAt <= now)
        .sort(inOrder)
        .slice(0, limit),
    nextDeadline: (after) =>
      timersAfter(tables, after).reduce<number | undefined>(
        (first, { dueAt }) => (first === undefined || dueAt < first ? dueAt : first),
        undefined,
      ),
    close() {},
  };
}

/** The order of timers: by deadline, and then by run id. */
const inOrder = (a: DueTimer, b: DueTimer): number =>
  a.dueAt - b.dueAt || (a.runId < b.runId ? -1 : a.runId > b.runId ? 1 : 0);

const timersAfter = ({ timers }: Tables, after: DueTimer | undefined): DueTimer[] =>
  [...timers.entries]
    .map(([runId, timer]) => ({ runId, ...timer }))
    .filter((timer) => after === undefined || inOrder(timer, after) > 0);

/** Does all of the writes, or none of them if one throws. Returns the appended events. */
function transaction(tables: Tables, writes: readonly Write[]): ThreadEvent[] {
  const { events, ...maps } = tables;
  for (const map of Object.values(maps)) map.mark();
  const appended: ThreadEvent[] = [];
  try {
    for (const write of structuredClone(writes)) {
      if (write.type === 'appendEvent') appended.push(append(events, write));
      else apply(tables, write);
    }
    return appended;
  } catch (error) {
    for (const map of Object.values(maps)) map.undo();
    for (const { threadId } of appended) events.get(threadId)?.pop();
    throw error;
  }
}

function append(
  events: Tables['events'],
  { threadId, runId, fact, at }: Extract<Write, { type: 'appendEvent' }>,
): ThreadEvent {
  const log = events.get(threadId) ?? [];
  events.set(threadId, log);
  const event: ThreadEvent = { ...fact, seq: log.length + 1, threadId, runId, at };
  log.push(event);
  return event;
}

function apply(tables: Tables, write: Exclude<Write, { type: 'appendEvent' }>): void {
  const { runs, messages, writers, timers, notes, files } = tables;
  switch (write.type) {
    case 'createRun':
      if (runs.entries.has(write.run.id))
        throw new Error(`Run '${write.run.id}' is there already.`);
      keepOneActive(runs.entries.values(), write.run);
      if (write.replaces !== undefined) replace(tables, write.replaces, write.keeps);
      runs.set(write.run.id, write.run);
      for (const id of [write.run.id, ...(write.keeps ?? [])]) moveToEnd(tables, id);
      break;
    case 'updateRun':
      keepOneActive(runs.entries.values(), write.run);
      runs.set(write.run.id, write.run);
      break;
    case 'putMessage': {
      const { id, runId } = write.message;
      if ((messages.entries.get(id)?.runId ?? runId) !== runId)
        throw new Error(`Message '${id}' belongs to another run.`);
      if (!writers.entries.has(id)) writers.set(id, write.attemptFence);
      messages.set(id, write.message);
      break;
    }
    case 'discardFailedMessages':
      for (const [id, message] of messages.entries)
        if (message.runId === write.runId && message.status === 'failed')
          messages.set(id, { ...message, status: 'discarded' });
      break;
    case 'armTimer':
      timers.set(write.runId, { fence: write.fence, dueAt: write.dueAt });
      break;
    case 'clearTimer':
      timers.delete(write.runId);
      break;
    case 'updateAttempt': {
      const { runId, fence, usage, request } = write;
      notes.set(runId, { fence, usage, request });
      break;
    }
    case 'putFile':
      if (!files.entries.has(write.hash)) files.set(write.hash, write.file);
      break;
    case 'endAttempt': {
      const { runId, fence, usage } = write;
      keepSpecimen(tables, write);
      const known = notes.entries.get(runId);
      const request = known?.fence === fence ? known.request : null;
      if (usage !== null) notes.set(runId, { fence, usage, request });
      break;
    }
    case 'startAttempt':
      // The row of an attempt is for people who read a database. The runtime reads its notes alone.
      break;
  }
}

/** The runs of a thread, in their order. */
const runsOf = ({ runs, places }: Tables, threadId: string | undefined): RunRecord[] =>
  [...runs.entries.values()]
    .filter((run) => run.threadId === threadId)
    .sort((a, b) => (places.entries.get(a.id) ?? 0) - (places.entries.get(b.id) ?? 0));

function moveToEnd(tables: Tables, runId: string): void {
  const last = runsOf(tables, tables.runs.entries.get(runId)?.threadId).at(-1);
  tables.places.set(runId, ((last && tables.places.entries.get(last.id)) ?? 0) + 1);
}

function replace(tables: Tables, runId: string, keeps: readonly string[] = []): void {
  const ids = runsOf(tables, tables.runs.entries.get(runId)?.threadId).map(({ id }) => id);
  for (const id of ids.slice(ids.indexOf(runId)))
    if (!keeps.includes(id)) tables.replaced.set(id, true);
}

function keepSpecimen(
  { specimens }: Tables,
  { runId, fence, failure, specimen }: Extract<Write, { type: 'endAttempt' }>,
): void {
  if (failure === null || specimen === null) return;
  const kept = [...specimens.entries.values()].map((other) => other.failure);
  if (keepsSpecimen(kept, failure))
    specimens.set(`${runId}/${fence}`, { runId, fence, failure, specimen });
}

/** The summary of a thread. @param runs of the conversation */
function toSummary(
  id: string,
  log: readonly ThreadEvent[],
  runs: readonly RunRecord[],
): ThreadSummary {
  const first = runs[0]?.id;
  const prompt = log.find((event) => event.type === 'message.completed' && event.runId === first);
  return {
    id,
    title: prompt?.type === 'message.completed' ? textOf(prompt.message) : '',
    state: (runs.find(isActive) ?? runs.at(-1))?.stored.state ?? 'queued',
    updatedAt: log.at(-1)?.at ?? 0,
  };
}

const isActive = ({ stored }: RunRecord): boolean => isActiveState(stored.state);

function keepOneActive(runs: Iterable<RunRecord>, run: RunRecord): void {
  if (!isActive(run)) return;
  for (const other of runs)
    if (other.threadId === run.threadId && other.id !== run.id && isActive(other))
      throw new Error(`Thread '${run.threadId}' is busy with run '${other.id}'.`);
}
