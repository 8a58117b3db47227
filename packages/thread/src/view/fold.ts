/**
 * The fold: a view and the next item of the stream give the next view. Unchanged parts stay the same objects. Messages
 * and runs are frozen when they are made, because all later views share them.
 */
import { addUsage, holdsQueue, isFinalState } from '@perdure/run/words';
import {
  type Delta,
  isDelta,
  isPruned,
  type Pruned,
  type StreamItem,
  type ThreadEvent,
} from '../model/events.ts';
import { finishReasonOf } from '../model/finish-reason.ts';
import { deepFreeze } from '../model/freeze.ts';
import type { Message } from '../model/message.ts';
import type { Part } from '../model/part.ts';
import { foldAttempts } from './attempt-view.ts';
import { Edit } from './edit.ts';
import type { Held, RunView, ThreadView } from './view.ts';

/** The view after an item. An item that the view already holds changes nothing, because streams may overlap. */
export const fold = (view: ThreadView, item: StreamItem): ThreadView =>
  foldOne(view, item, new Edit(false));

/**
 * The view after all of the items. Each costs the same, however long the thread is, because the lists are copied once.
 *
 * @param onError called for an item that can't be folded, which is left out. Without it, the error is thrown
 */
export function foldAll(
  view: ThreadView,
  items: readonly StreamItem[],
  onError?: (error: unknown) => void,
): ThreadView {
  const edit = new Edit(items.length > 1);
  return items.reduce((next, item) => {
    try {
      return foldOne(next, item, edit);
    } catch (error) {
      if (onError === undefined) throw error;
      onError(error);
      return next;
    }
  }, view);
}

function foldOne(view: ThreadView, item: StreamItem, edit: Edit): ThreadView {
  if (isDelta(item)) return foldDelta(view, item, edit);
  if (isPruned(item)) return foldPruned(view, item);
  if (item.seq <= view.seq) return view;
  const next = foldEvent(view, item, edit);
  return { ...next, seq: item.seq, held: heldAfter(next, item) };
}

/** The view of a thread whose events are gone, unless this view is later. Its lists are copies, as those of a view are. */
function foldPruned(view: ThreadView, { view: current }: Pruned): ThreadView {
  if (current.seq <= view.seq) return view;
  const { messages, runs } = current;
  return { ...current, messages: messages.map(deepFreeze), runs: runs.map(deepFreeze) };
}

/**
 * Why the queue is held after an event. A failure holds the runs that are queued behind it; the next start, and the
 * cancel of the last queued run, end it.
 */
function heldAfter({ runs, held }: ThreadView, event: ThreadEvent): Held | null {
  const isHeld = event.type === 'run.failed' ? holdsQueue(event.failure) : held !== null;
  if (!isHeld || event.type === 'run.started') return null;
  if (!runs.some(({ state }) => state === 'queued')) return null;
  return event.type === 'run.failed'
    ? deepFreeze({ runId: event.runId, failure: event.failure })
    : held;
}

function foldEvent(view: ThreadView, event: ThreadEvent, edit: Edit): ThreadView {
  switch (event.type) {
    case 'message.completed':
    case 'message.failed':
      return withMessage(view, event.message, edit);
    case 'message.discarded': {
      const messages = view.messages.filter(({ id }) => id !== event.messageId);
      return { ...view, messages, runs: withRun(view.runs, event, {}, edit) };
    }
    case 'message.refused':
      return withRefused(view, event.messageId, edit);
    case 'run.queued':
      return withNewRun(view, event, edit);
    case 'request.changed':
      return view;
    default:
      return {
        ...view,
        messages: endsUnfinishedMessage(event)
          ? withoutUnfinished(view, event.runId, edit)
          : view.messages,
        runs: withRun(view.runs, event, changes(event), edit),
      };
  }
}

function withRun(
  runs: readonly RunView[],
  event: ThreadEvent,
  change: Partial<RunView>,
  edit: Edit,
): readonly RunView[] {
  const index = edit.indexOf(runs, event.runId);
  const run = runs[index];
  if (run === undefined) return runs;
  const attempts = foldAttempts(run.attempts, event);
  const isAnswering =
    run.isAnswering && attempts.at(-1)?.outcome === 'running' && event.type !== 'attempt.started';
  const usage = 'usage' in event ? addUsage(run.usage, event.usage) : run.usage;
  const next = { ...run, ...change, isAnswering, usage, attempts };
  const hasEnded = isFinalState(next.state) && !isFinalState(run.state);
  const changed = hasEnded ? { ...next, endedAt: event.at } : next;
  return edit.replace(runs, index, deepFreeze(changed));
}

/**
 * The view with a new run at its end, or in the place of the run that it replaces: that run and all later ones leave,
 * and those that are queued stay behind the new one.
 */
function withNewRun(
  view: ThreadView,
  event: Extract<ThreadEvent, { type: 'run.queued' }>,
  edit: Edit,
): ThreadView {
  const run = newRun(event);
  const known = event.replaces === undefined ? -1 : edit.indexOf(view.runs, event.replaces);
  // A replaced run that a paged view does not have stands before all of its runs.
  const at = known < 0 && event.replaces !== undefined && view.hasEarlier ? 0 : known;
  if (at < 0) return { ...view, runs: edit.insert(view.runs, view.runs.length, run) };
  const later = view.runs.slice(at);
  const queued = later.filter(({ state }) => state === 'queued');
  const gone = new Set(later.filter(({ state }) => state !== 'queued').map(({ id }) => id));
  return {
    ...view,
    runs: [...view.runs.slice(0, at), run, ...queued],
    messages: view.messages.filter(({ runId }) => !gone.has(runId)),
  };
}

/**
 * True for an event of a run that removes the run's unfinished message from the view. Needed because a message that was
 * never recorded has no `message.discarded`.
 */
const endsUnfinishedMessage = ({ type }: ThreadEvent) =>
  type === 'attempt.started' ||
  type === 'run.retrying' ||
  type === 'run.parked' ||
  /^run\.(completed|failed|cancelled|interrupted)$/.test(type);

/** An unfinished message is the last one of its run. */
function withoutUnfinished(view: ThreadView, runId: string, edit: Edit): readonly Message[] {
  const { messages } = view;
  const last = messages[endOf(view, runId, edit) - 1];
  const isUnfinished = last?.runId === runId && last.status === 'streaming';
  return isUnfinished ? messages.filter((message) => message !== last) : messages;
}

type RunChange = Exclude<
  ThreadEvent,
  {
    type:
      | 'message.completed'
      | 'message.failed'
      | 'message.discarded'
      | 'message.refused'
      | 'run.queued'
      | 'request.changed';
  }
>;

function changes(event: RunChange): Partial<RunView> {
  switch (event.type) {
    case 'run.started':
      return { state: 'running', resumes: event.resumes ?? null };
    case 'attempt.started':
      return { state: 'running', retryCount: event.retryCount, retryAt: null };
    case 'run.retrying':
    case 'run.parked': {
      const { retryCount, maxRetries, retryAt, failure } = event;
      const state = event.type === 'run.retrying' ? 'retrying' : 'parked';
      return { state, retryCount, maxRetries, retryAt, failure };
    }
    case 'run.asked':
      return { state: 'awaitingInput', question: event.question, failure: null };
    case 'run.answered':
      return { question: null };
    case 'run.completed':
      return {
        state: 'completed',
        failure: null,
        finishReason: finishReasonOf(event.output),
      };
    case 'run.failed':
      return { state: 'failed', failure: event.failure, retryAt: null, question: null };
    case 'run.interrupted':
      return { state: 'interrupted', failure: event.failure, retryAt: null, question: null };
    case 'run.cancelled':
      return { state: 'cancelled', retryAt: null, question: null };
  }
}

const newRun = ({ runId, at, model }: Extract<ThreadEvent, { type: 'run.queued' }>): RunView =>
  deepFreeze({
    id: runId,
    resumes: null,
    state: 'queued',
    retryCount: 0,
    maxRetries: 0,
    retryAt: null,
    failure: null,
    question: null,
    isAnswering: false,
    queuedAt: at,
    endedAt: null,
    model: model ?? null,
    finishReason: null,
    usage: null,
    attempts: [],
  });

function withRefused(view: ThreadView, id: string, edit: Edit): ThreadView {
  const message = view.messages[edit.indexOf(view.messages, id)];
  return message === undefined ? view : withMessage(view, { ...message, cut: 'refused' }, edit);
}

/**
 * The view with a message, in the order of the runs: a queued prompt stands after the answer before it. The provider is
 * given the messages in the same order.
 */
function withMessage(view: ThreadView, message: Message, edit: Edit): ThreadView {
  deepFreeze(message);
  const { messages } = view;
  const index = edit.indexOf(messages, message.id);
  return {
    ...view,
    messages:
      index < 0
        ? edit.insert(messages, endOf(view, message.runId, edit), message)
        : edit.replace(messages, index, message),
  };
}

/** The index behind the last message of the run and of the runs before it. It is looked for near the last change first. */
function endOf({ messages, runs }: ThreadView, runId: string, edit: Edit): number {
  const near = edit.lastIndex(messages);
  let end = [near, near + 1].find((index) => messages[index]?.runId === runId) ?? -1;
  if (end >= 0) {
    while (messages[end]?.runId === runId) end++;
    return end;
  }
  const own = edit.indexOf(runs, runId);
  end = messages.length;
  for (let later = runs.length - 1; later > own; later--)
    while (end > 0 && messages[end - 1]?.runId === runs[later]?.id) end--;
  return end;
}

function foldDelta(
  view: ThreadView,
  { runId, messageId, index, offset, part }: Delta,
  edit: Edit,
): ThreadView {
  const known = view.messages[edit.indexOf(view.messages, messageId)];
  if (known !== undefined && known.status !== 'streaming') return view;
  const message: Message = known ?? {
    id: messageId,
    runId,
    role: 'assistant',
    parts: [],
    status: 'streaming',
  };
  const parts = withPart(message.parts, index, offset, part);
  if (parts === message.parts) return view;
  const next = withMessage(view, { ...message, parts }, edit);
  return known === undefined ? { ...next, runs: answering(view.runs, runId, edit) } : next;
}

/**
 * The runs, with `isAnswering` set for one of them. Called once per message, because the array of runs must stay the
 * same object while text arrives.
 */
function answering(runs: readonly RunView[], runId: string, edit: Edit): readonly RunView[] {
  const index = edit.indexOf(runs, runId);
  const run = runs[index];
  if (run === undefined) return runs;
  return edit.replace(runs, index, deepFreeze({ ...run, isAnswering: true }));
}

/**
 * The parts with one more piece. Cuts overlapping text. Drops a piece that would leave a gap, because text with a hole
 * is worse than none.
 */
function withPart(
  parts: readonly Part[],
  index: number,
  offset: number,
  part: Part,
): readonly Part[] {
  const known = parts[index];
  if (known === undefined)
    return index === parts.length && offset === 0 ? put(parts, index, part) : parts;
  if (!('text' in known) || !('text' in part) || offset > known.text.length) return parts;
  const added = part.text.slice(known.text.length - offset);
  return added === '' ? parts : put(parts, index, { ...known, text: known.text + added });
}

/**
 * A copy of the parts with one more, or another, at an index. Frozen here, because a walk through parts that are all
 * frozen costs ten times as much as the copy; so does `with` of a frozen list (V8 13.6).
 */
function put(parts: readonly Part[], index: number, part: Part): readonly Part[] {
  const next = [...parts];
  next[index] = deepFreeze(part);
  return Object.freeze(next);
}
