/**
 * Reads a thread's log with its own rules, and checks the guarantees on the log. It shares no code with the machine or
 * the runtime, so that a mistake in them is not repeated here.
 */
import type { RunState } from '@perdure/run';
import type { Message, ThreadEvent } from '@perdure/thread';
import { holds } from '../guarantee.ts';
import { checkTakenOver } from './check-resumed.ts';
import { Queue } from './queue.ts';

export interface RunStory {
  id: string;
  state: RunState;
  /** The deadline that the run waits for; null if the run does not wait. */
  wait: { retryAt: number } | null;
  /** Retries since the last progress, and in all. */
  retryCount: number;
  totalRetryCount: number;
  /** Attempts lost in a row; and the waits after attempts that were lost or ended in good order, in all. */
  lossCount: number;
  returns: number;
  /** How many times the losses in a row began anew without progress. */
  clears: number;
  /** Attempts lost since the run has last asked. */
  losses: number;
  /** True if the last attempt has recorded a step that stays. */
  hasProgressed: boolean;
  attempts: number;
  answers: number;
  /** Number of attempts that started before their deadline. */
  early: number;
  /** The run's completed messages, in order. */
  messages: Message[];
  /** True if a later run has replaced this run or a run before it. */
  isReplaced: boolean;
  /** Id of the run that this run replaces; undefined if it replaces none. */
  replaces: string | undefined;
  /** Id of the run that this run takes up; undefined if it takes up none. */
  resumes: string | undefined;
  /** True if the run was started out of a held queue. */
  wasHeld: boolean;
  /** How the broken message of the last attempt ended; undefined if it left none. */
  half: 'message.failed' | 'message.discarded' | undefined;
}

/** For each event type, the event types that may come next within the run. Message events are checked separately. */
const follows: Record<string, readonly string[]> = {
  'run.queued': ['run.started', 'run.cancelled'],
  'run.started': ['attempt.started'],
  'attempt.started': [
    'run.retrying',
    'run.parked',
    'run.asked',
    'run.completed',
    'run.failed',
    'run.interrupted',
    'run.cancelled',
  ],
  'run.retrying': ['attempt.started', 'run.cancelled', 'run.failed'],
  'run.parked': ['attempt.started', 'run.cancelled', 'run.failed'],
  'run.asked': ['run.answered', 'run.cancelled'],
  'run.answered': ['attempt.started'],
};

const stateAfter: Record<string, RunState> = {
  'run.queued': 'queued',
  'run.started': 'running',
  'attempt.started': 'running',
  'run.retrying': 'retrying',
  'run.parked': 'parked',
  'run.asked': 'awaitingInput',
  'run.answered': 'running',
  'run.completed': 'completed',
  'run.failed': 'failed',
  'run.interrupted': 'interrupted',
  'run.cancelled': 'cancelled',
};

const isBusy = ({ state }: RunStory) =>
  state === 'running' || state === 'retrying' || state === 'parked' || state === 'awaitingInput';

const isOpen = (run: RunStory) => isBusy(run) || run.state === 'queued';

/** The messages that the provider is given for the last of these runs. */
export const completedMessages = (runs: readonly RunStory[]): Message[] =>
  runs.flatMap(({ isReplaced, messages }) => (isReplaced ? [] : messages));

/** Reads the runs of a thread, in their order in it. @throws {GuaranteeError} if the log breaks a rule */
export function readLog(log: readonly ThreadEvent[]): RunStory[] {
  const runs = new Map<string, RunStory>();
  const queue = new Queue(runs);
  const last = new Map<string, string>();
  log.forEach((event, index) => {
    const { seq, type, runId } = event;
    holds(seq === index + 1, 'G8', () => `event ${index + 1} of the log has the number ${seq}.`);
    const run = runs.get(runId) ?? begin(event, runs);
    const before = last.get(runId);
    // A note about the attempt under way.
    if (type === 'request.changed') return;
    if (type.startsWith('message.')) {
      addMessage(run, event, before);
      return;
    }
    const isOver = before !== undefined && follows[before] === undefined;
    holds(!isOver, before === 'run.cancelled' ? 'G4' : 'G5', () => `${type} came after ${before}.`);
    const isLegal = before === undefined || follows[before]?.includes(type) === true;
    holds(isLegal, 'G9', () => `${type} came after ${before}, which does not lead to it.`);
    checkHalf(run, type);
    addEvent(run, event);
    queue.add(run, event);
    if (event.type === 'run.started' && event.resumes !== undefined)
      checkTakenOver(run, runs.get(event.resumes));
    last.set(runId, type);
    const busy = [...runs.values()].filter(isBusy);
    holds(
      busy.length <= 1,
      'G3',
      () => `at event ${seq}, ${busy.length} runs keep the thread busy.`,
    );
  });
  holds(!queue.isStuck, 'G3', () => `thread ${log[0]?.threadId} is free, and a run is queued.`);
  return [...runs.values()];
}

/** Adds a run, in the place of the run that it replaces. Runs that are queued stay, and stand behind it. */
function begin(event: ThreadEvent, runs: Map<string, RunStory>): RunStory {
  const { runId, type } = event;
  holds(type === 'run.queued', 'G9', () => `the first event of run ${runId} is ${type}.`);
  const before = [...runs.values()];
  const at = before.findIndex(({ id }) => id === event.replaces);
  const leaving = at < 0 ? [] : before.slice(at);
  const kept = leaving.filter(({ id, state }) => state === 'queued' && id !== event.replaces);
  for (const run of leaving) {
    if (kept.includes(run)) continue;
    run.isReplaced = true;
    holds(!isOpen(run), 'G9', () => `run ${runId} replaced run ${run.id}, which was ${run.state}.`);
  }
  const run = newStory(runId, event.replaces);
  runs.set(runId, run);
  for (const moved of kept) {
    runs.delete(moved.id);
    runs.set(moved.id, moved);
  }
  return run;
}

function newStory(id: string, replaces: string | undefined): RunStory {
  return {
    id,
    state: 'queued',
    wait: null,
    retryCount: 0,
    totalRetryCount: 0,
    lossCount: 0,
    returns: 0,
    clears: 0,
    losses: 0,
    hasProgressed: false,
    attempts: 0,
    answers: 0,
    early: 0,
    messages: [],
    isReplaced: false,
    replaces,
    resumes: undefined,
    wasHeld: false,
    half: undefined,
  };
}

/** Where a run stays with what its last attempt broke off. Everywhere else the half would stand above the answer. */
const keepsHalf = new Set(['run.failed', 'run.interrupted', 'run.cancelled']);

/** Checks that a half is kept for people if its run ends there, and is discarded if its run goes on. */
function checkHalf(run: RunStory, type: string): void {
  const { half } = run;
  run.half = undefined;
  if (half === undefined) return;
  holds(
    keepsHalf.has(type) === (half === 'message.failed'),
    'G7',
    () =>
      `${type} came after ${half}, which is for a run that ${keepsHalf.has(type) ? 'goes on' : 'ends'}.`,
  );
}

function addEvent(run: RunStory, event: ThreadEvent): void {
  run.state = stateAfter[event.type] ?? run.state;
  switch (event.type) {
    case 'run.retrying':
    case 'run.parked': {
      const { retryCount, lossCount, retryAt, waitMs, at, failure } = event;
      const former = run.hasProgressed ? 0 : run.retryCount;
      const isLoss = failure.code === 'attempt_lost';
      const isOrderly = failure.code === 'runtime_closed';
      const used = isLoss || isOrderly ? 0 : 1;
      holds(retryCount === former + used, 'G6', () => `retry ${retryCount} follows ${former}.`);
      // The progress of a suspect does not begin its losses again.
      const isSuspect = run.lossCount > 0 && run.losses > 1;
      const formerLosses = run.hasProgressed && !isSuspect ? 0 : run.lossCount;
      // A run that was alone for long enough is cleared, which no event tells. Its losses then count from 1 again.
      const isCleared = isLoss && lossCount === 1 && formerLosses > 0;
      holds(
        !isLoss || isCleared || lossCount === formerLosses + 1,
        'G6',
        () => `loss ${lossCount} follows ${run.lossCount}.`,
      );
      run.lossCount = isOrderly ? formerLosses : (lossCount ?? 0);
      run.clears += isCleared ? 1 : 0;
      run.losses += isLoss ? 1 : 0;
      holds(
        retryAt === at + waitMs,
        'G6',
        () => `a wait of ${waitMs} from ${at} ends at ${retryAt}.`,
      );
      holds(
        waitMs >= (failure.retryAfterMs ?? 0),
        'G6',
        () => 'a wait is shorter than the server asked.',
      );
      run.retryCount = retryCount;
      run.totalRetryCount += used;
      run.returns += 1 - used;
      run.wait = { retryAt: retryAt ?? 0 };
      break;
    }
    case 'attempt.started':
      holds(
        event.retryCount === run.retryCount,
        'G6',
        () => `attempt ${event.retryCount} started where ${run.retryCount} was due.`,
      );
      if (run.wait !== null && event.at < run.wait.retryAt) run.early++;
      run.wait = null;
      run.hasProgressed = false;
      run.attempts++;
      break;
    case 'run.asked':
      run.lossCount = 0;
      run.losses = 0;
      if (run.hasProgressed) run.retryCount = 0;
      break;
    case 'run.started':
      run.resumes = event.resumes;
      break;
    case 'run.answered':
      run.answers++;
      break;
    default:
      if (follows[event.type] === undefined) run.wait = null;
  }
}

function addMessage(run: RunStory, event: ThreadEvent, before: string | undefined): void {
  // A run that takes up another one begins with the messages of that one.
  const isPrompt =
    before === 'run.queued' && (run.messages.length === 0 || run.replaces !== undefined);
  holds(
    isPrompt || before === 'attempt.started',
    before === 'run.cancelled' ? 'G4' : 'G5',
    () => `${event.type} came after ${before}.`,
  );
  if (event.type === 'message.failed' || event.type === 'message.discarded') run.half = event.type;
  if (event.type === 'message.refused') refuse(run, event.messageId);
  if (event.type !== 'message.completed') return;
  const { message } = event;
  const isNew = run.messages.every(({ id }) => id !== message.id);
  holds(isNew, 'G7', () => `message ${message.id} was completed twice.`);
  holds(message.status === 'completed', 'G7', () => `message ${message.id} is ${message.status}.`);
  run.messages.push(message);
  run.hasProgressed ||= before === 'attempt.started' && isStep(message);
}

/** True for a message that is whole, or in which a tool has given a result. */
const isStep = ({ cut, parts }: Message): boolean =>
  cut === undefined || parts.some((part) => part.type === 'toolResult' && !part.missing);

/** Marks a message that its provider has refused. */
function refuse(run: RunStory, messageId: string): void {
  const at = run.messages.findIndex(({ id }) => id === messageId);
  const message = run.messages[at];
  holds(message !== undefined, 'G7', () => `message ${messageId} was refused, and is not there.`);
  run.messages[at] = { ...message, cut: 'refused' };
}
