/**
 * The fold: a view and the next item of the stream give the next view. Unchanged parts stay the same objects. Messages
 * and runs are frozen when they are made, because all later views share them.
 */
import { addUsage, holdsQueue, isFinalState } from '@perdure/run/words';
import { type Delta, isDelta, type StreamItem, type ThreadEvent } from '../model/events.ts';
import { finishReasonOf } from '../model/finish-reason.ts';
import { deepFreeze } from '../model/freeze.ts';
import type { Message } from '../model/message.ts';
import type { Part } from '../model/part.ts';
import { foldAttempts } from './attempt-view.ts';
import type { Held, RunView, ThreadView } from './view.ts';

/** The view after an item. An item that the view already holds changes nothing, because streams may overlap. */
export function fold(view: ThreadView, item: StreamItem): ThreadView {
  if (isDelta(item)) return foldDelta(view, item);
  if (item.seq <= view.seq) return view;
  const next = foldEvent(view, item);
  return { ...next, seq: item.seq, held: heldAfter(next, item) };
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

function foldEvent(view: ThreadView, event: ThreadEvent): ThreadView {
  switch (event.type) {
    case 'message.completed':
    case 'message.failed':
      return withMessage(view, event.message);
    case 'message.discarded': {
      const messages = view.messages.filter(({ id }) => id !== event.messageId);
      return { ...view, messages, runs: withRun(view.runs, event, {}) };
    }
    case 'message.refused':
      return withRefused(view, event.messageId);
    case 'run.queued':
      return withNewRun(view, event);
    case 'request.changed':
      return view;
    default:
      return {
        ...view,
        messages: endsUnfinishedMessage(event)
          ? withoutUnfinished(view.messages, event.runId)
          : view.messages,
        runs: withRun(view.runs, event, changes(event)),
      };
  }
}

function withRun(
  runs: readonly RunView[],
  event: ThreadEvent,
  change: Partial<RunView>,
): readonly RunView[] {
  return runs.map((run) => {
    if (run.id !== event.runId) return run;
    const attempts = foldAttempts(run.attempts, event);
    const isAnswering =
      run.isAnswering && attempts.at(-1)?.outcome === 'running' && event.type !== 'attempt.started';
    const usage = 'usage' in event ? addUsage(run.usage, event.usage) : run.usage;
    const changed = { ...run, ...change, isAnswering, usage, attempts };
    return deepFreeze(
      isFinalState(changed.state) && !isFinalState(run.state)
        ? { ...changed, endedAt: event.at }
        : changed,
    );
  });
}

/**
 * The view with a new run at its end, or in the place of the run that it replaces: that run and all later ones leave,
 * and those that are queued stay behind the new one.
 */
function withNewRun(
  view: ThreadView,
  event: Extract<ThreadEvent, { type: 'run.queued' }>,
): ThreadView {
  const run = newRun(event);
  const at = view.runs.findIndex(({ id }) => id === event.replaces);
  if (at < 0) return { ...view, runs: [...view.runs, run] };
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

function withoutUnfinished(messages: readonly Message[], runId: string): readonly Message[] {
  const isUnfinished = (message: Message) =>
    message.runId === runId && message.status === 'streaming';
  return messages.some(isUnfinished)
    ? messages.filter((message) => !isUnfinished(message))
    : messages;
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

function withRefused(view: ThreadView, id: string): ThreadView {
  const message = view.messages.find((known) => known.id === id);
  return message === undefined ? view : withMessage(view, { ...message, cut: 'refused' });
}

function withMessage(view: ThreadView, message: Message): ThreadView {
  deepFreeze(message);
  const index = view.messages.findIndex(({ id }) => id === message.id);
  return {
    ...view,
    messages: index < 0 ? inserted(view, message) : view.messages.with(index, message),
  };
}

/**
 * The messages with a new one, in the order of their runs: a queued prompt stands after the answer before it. The
 * provider is given the messages in the same order.
 */
function inserted({ messages, runs }: ThreadView, message: Message): Message[] {
  const place = (m: Message) => runs.findIndex(({ id }) => id === m.runId);
  const own = place(message);
  const at = messages.findLastIndex((m) => place(m) <= own) + 1;
  return messages.toSpliced(at, 0, message);
}

function foldDelta(view: ThreadView, { runId, messageId, index, offset, part }: Delta): ThreadView {
  const known = view.messages.find(({ id }) => id === messageId);
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
  const next = withMessage(view, { ...message, parts });
  return known === undefined ? { ...next, runs: answering(view.runs, runId) } : next;
}

/**
 * The runs, with `isAnswering` set for one of them. Called once per message, because the array of runs must stay the
 * same object while text arrives.
 */
const answering = (runs: readonly RunView[], runId: string): readonly RunView[] =>
  runs.map((run) => (run.id === runId ? deepFreeze({ ...run, isAnswering: true }) : run));

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
  if (known === undefined) return index === parts.length && offset === 0 ? [...parts, part] : parts;
  if (!('text' in known) || !('text' in part) || offset > known.text.length) return parts;
  const added = part.text.slice(known.text.length - offset);
  return added === '' ? parts : parts.with(index, { ...known, text: known.text + added });
}
