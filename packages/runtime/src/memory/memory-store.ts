/** The store's twin in memory: same rules, no file. For tests, and for apps that need no durability. */
import type { ThreadEvent } from '../model/events.ts';
import { type Message, textOf } from '../model/message.ts';
import {
  isActive,
  type RunRecord,
  type Store,
  type ThreadSummary,
  type Write,
} from '../ports/store.ts';
import { Tables } from './tables.ts';

export function memoryStore(): Store {
  const tables = new Tables();
  const runs = () => [...tables.runs.values()];
  const current = (threadId: string | undefined) =>
    runs().filter((run) => run.threadId === threadId && !tables.replaced.has(run.id));
  const inThread = (threadId: string) => runs().filter((run) => run.threadId === threadId);

  return {
    commit: (writes) =>
      structuredClone(
        tables.transaction(() => writes.flatMap((write) => [...apply(tables, write)])),
      ),
    findRun: (runId) => structuredClone(tables.runs.get(runId)),
    findActiveRun: (threadId) => inThread(threadId).find(isActive),
    findQueuedRuns: (threadId) => inThread(threadId).filter((run) => run.stored.state === 'queued'),
    findRunningRuns: () => structuredClone(runs().filter((run) => run.stored.state === 'running')),
    findRunStatus: (runId) => tables.runs.get(runId)?.stored.state,
    findRunsFrom(runId) {
      const own = current(tables.runs.get(runId)?.threadId);
      const from = own.findIndex(({ id }) => id === runId);
      return structuredClone(from < 0 ? [] : own.slice(from));
    },
    history(runId) {
      const before = current(tables.runs.get(runId)?.threadId).map(({ id }) => id);
      const order = new Map(before.slice(0, before.indexOf(runId) + 1).map((id, at) => [id, at]));
      const given = [...tables.messages.values()].filter(
        (message) => message.status === 'completed' && order.has(message.runId),
      );
      const place = (message: Message) => order.get(message.runId) ?? 0;
      return structuredClone(given.sort((a, b) => place(a) - place(b)));
    },
    findStreamingMessage: (runId) =>
      structuredClone(
        [...tables.messages.values()].find((m) => m.runId === runId && m.status === 'streaming'),
      ),
    findMessage: (messageId) => structuredClone(tables.messages.get(messageId)),
    threads: (limit) =>
      [...tables.events]
        .map(([id, log]) => toSummary(id, log, current(id)))
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .slice(0, limit),
    events: (threadId, after, limit) =>
      structuredClone((tables.events.get(threadId) ?? []).slice(after, after + limit)),
    dueTimers: (now, limit) =>
      [...tables.timers]
        .map(([runId, timer]) => ({ runId, ...timer }))
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit),
    nextDeadline() {
      const deadlines = [...tables.timers.values()].map(({ dueAt }) => dueAt);
      return deadlines.length > 0 ? deadlines.reduce((a, b) => Math.min(a, b)) : undefined;
    },
    close() {},
  };
}

/** Yields the events that the write appended. */
function* apply(tables: Tables, write: Write): Generator<ThreadEvent> {
  const { runs, messages, events, timers } = tables;
  switch (write.type) {
    case 'createRun':
      if (runs.has(write.run.id)) throw new Error(`Run '${write.run.id}' is there already.`);
      keepOneActive(runs.values(), write.run);
      if (write.replaces !== undefined) replace(tables, write.replaces);
      tables.set(runs, write.run.id, write.run);
      break;
    case 'updateRun':
      keepOneActive(runs.values(), write.run);
      tables.set(runs, write.run.id, write.run);
      break;
    case 'appendEvent': {
      const { threadId, runId, fact, at } = write;
      const seq = (events.get(threadId)?.length ?? 0) + 1;
      const event: ThreadEvent = { ...fact, seq, threadId, runId, at };
      tables.append(event);
      yield event;
      break;
    }
    case 'putMessage':
      if ((messages.get(write.message.id)?.runId ?? write.message.runId) !== write.message.runId)
        throw new Error(`Message '${write.message.id}' belongs to another run.`);
      tables.set(messages, write.message.id, write.message);
      break;
    case 'discardFailedMessages':
      for (const [id, message] of messages) {
        if (message.runId !== write.runId || message.status !== 'failed') continue;
        tables.set(messages, id, { ...message, status: 'discarded' });
      }
      break;
    case 'armTimer':
      tables.set(timers, write.runId, { token: write.token, dueAt: write.dueAt });
      break;
    case 'clearTimer':
      tables.delete(timers, write.runId);
      break;
    case 'startAttempt':
    case 'endAttempt':
      // Kept by stores that people look into. Nothing in the runtime reads them.
      break;
  }
}

function replace(tables: Tables, runId: string): void {
  const threadId = tables.runs.get(runId)?.threadId;
  const ids = [...tables.runs.values()]
    .filter((run) => run.threadId === threadId)
    .map(({ id }) => id);
  for (const id of ids.slice(ids.indexOf(runId))) tables.set(tables.replaced, id, true);
}

/** @param runs those of the conversation */
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

function keepOneActive(runs: Iterable<RunRecord>, run: RunRecord): void {
  if (!isActive(run)) return;
  for (const other of runs) {
    if (other.threadId === run.threadId && other.id !== run.id && isActive(other)) {
      throw new Error(`Thread '${run.threadId}' is busy with run '${other.id}'.`);
    }
  }
}
