/** The actions of a chat on a thread. Each action reads the thread's view when it is called. */
import { isFinalState, type Json, type RunCommand } from '@perdure/run/words';
import {
  currentRun,
  type FilePart,
  type Part,
  type Prompt,
  type RunView,
  type StartOptions,
  type TextPart,
  type Thread,
} from '@perdure/thread';
import { findRun, messagesOf } from './lookup.ts';
import { isSameStart, type Start } from './same-start.ts';

/** Options of a new prompt. */
export type PromptOptions = Pick<StartOptions, 'model' | 'replaces'>;
/** Options of a prompt whose place in the conversation is fixed. */
export type AnswerOptions = Pick<StartOptions, 'model'>;

/** The actions. Each resolves with true once it is recorded, and with false if no run was left to act on. */
export interface Actions {
  /**
   * Starts a run, or queues it if the thread is busy. A prompt may hold files; a start with a file that is refused
   * rejects with an `InvalidFileError` or an `InvalidPromptError`.
   */
  start(prompt: Prompt, options?: PromptOptions): Promise<boolean>;
  /** Cancels the run under way, or a run whose start was requested and which the view does not have yet. */
  stop(): Promise<boolean>;
  /**
   * Takes up a failed or interrupted run where it stood, by default the current one. What it had completed stays, and no
   * tool is performed again.
   */
  resume(runId?: string): Promise<boolean>;
  /** Goes on with a held queue: starts its first run. */
  startQueued(): Promise<boolean>;
  /** Cancels all queued runs. */
  cancelQueued(): Promise<boolean>;
  /** Cancels the run with the id, also if it is queued. */
  cancel(runId: string): Promise<boolean>;
  /**
   * Sends the prompt of a run again, by default of the last run, or of the one that holds the queue. That run and all
   * later ones leave the conversation, except for a held queue.
   */
  regenerate(runId?: string, options?: AnswerOptions): Promise<boolean>;
  /** Replaces the prompt of a run. That run and all later ones leave the conversation, except for a held queue. */
  edit(runId: string, prompt: Prompt, options?: AnswerOptions): Promise<boolean>;
  /** Begins the awaited retry at once. */
  retryNow(): Promise<boolean>;
  /** Answers the question of a run in `awaitingInput`. */
  answer(answer: Json): Promise<boolean>;
}

/**
 * Creates the actions of a thread. They reject with the errors of `Thread.start` and `Thread.send`.
 *
 * @param onStarted called with the id of each run once it is recorded
 */
export function createActions(
  thread: Thread,
  onStarted: (runId: string) => void = () => {},
): Actions {
  let unconfirmed: (Start & { runId: string | undefined }) | undefined;
  let lastStart: Promise<string | undefined> = Promise.resolve(undefined);

  const start = async (prompt: Prompt, options: PromptOptions = {}) => {
    // The same prompt keeps its run id until a start is confirmed, because a second click, or a repeated request
    // after a lost response, must not start the run twice.
    const asked = { prompt, options };
    const own =
      unconfirmed !== undefined && isSameStart(unconfirmed, asked)
        ? unconfirmed
        : { ...asked, runId: newRunId() };
    unconfirmed = own;
    const request = thread.start({
      prompt,
      ...options,
      ...(own.runId !== undefined && { runId: own.runId }),
    });
    lastStart = request.then(
      ({ runId }) => runId,
      () => undefined,
    );
    const { runId } = await request;
    if (unconfirmed === own) unconfirmed = undefined;
    onStarted(runId);
    return true;
  };

  const sendCommand = async (runId: string | undefined, command: RunCommand) =>
    runId !== undefined && (await thread.send(runId, command)).accepted;

  /** Id of the current run, unless it is over. */
  const findOpenRun = () => {
    const run = currentRun(thread.getSnapshot());
    return run === undefined || isFinalState(run.state) ? undefined : run.id;
  };

  /**
   * Id of the run whose start was requested last, once it is recorded. If the view has that run, id of the open run.
   */
  const awaitStartedRun = async () => {
    const id = await lastStart;
    return id === undefined || findRun(thread.getSnapshot(), id) !== undefined ? findOpenRun() : id;
  };

  const cancelAll = async (runs: readonly RunView[]) => {
    // The last run is cancelled first, so that no queued run starts in between.
    for (const { id } of runs.toReversed()) await thread.send(id, { type: 'run.cancel' });
  };

  /**
   * Cancels a run and all later ones that are not over, because only a finished run can be replaced. A held queue stays,
   * because it does not start by itself.
   */
  const cancelFrom = async (runId: string) => {
    const { runs, held } = thread.getSnapshot();
    const at = runs.findIndex(({ id }) => id === runId);
    const later = at < 0 ? [] : runs.slice(at, held === null ? undefined : at + 1);
    await cancelAll(later.filter(({ state }) => !isFinalState(state)));
  };

  const findQueued = () => thread.getSnapshot().runs.filter(({ state }) => state === 'queued');

  const edit = async (runId: string, prompt: Prompt, options: AnswerOptions = {}) => {
    await cancelFrom(runId);
    return start(prompt, { ...options, replaces: runId });
  };

  return {
    start,
    edit,
    stop: async () =>
      sendCommand(findOpenRun() ?? (await awaitStartedRun()), { type: 'run.cancel' }),
    cancel: (runId) => sendCommand(runId, { type: 'run.cancel' }),
    async resume(runId = currentRun(thread.getSnapshot())?.id) {
      if (runId === undefined) return false;
      const receipt = await thread.send(runId, { type: 'run.resume' });
      if (receipt.accepted && receipt.resumedBy !== undefined) onStarted(receipt.resumedBy);
      return receipt.accepted;
    },
    startQueued: () => sendCommand(findQueued()[0]?.id, { type: 'run.start' }),
    async cancelQueued() {
      const queued = findQueued();
      await cancelAll(queued);
      return queued.length > 0;
    },
    retryNow: () => sendCommand(findOpenRun(), { type: 'run.retryNow' }),
    answer: (answer) => sendCommand(findOpenRun(), { type: 'run.answer', answer }),
    async regenerate(runId, options) {
      const view = thread.getSnapshot();
      const id = runId ?? view.held?.runId ?? view.runs.at(-1)?.id;
      if (id === undefined) return false;
      const prompt = messagesOf(view, id).find(({ role }) => role === 'user');
      return prompt !== undefined && edit(id, prompt.parts.filter(isPromptPart), options);
    },
  };
}

/** True for what a prompt may have. Every part of a recorded prompt is one. */
const isPromptPart = (part: Part): part is TextPart | FilePart =>
  part.type === 'text' || part.type === 'file';

/**
 * A new run id; undefined in a page over plain HTTP, because `randomUUID` needs a secure context. The thread then
 * chooses the id.
 */
const newRunId = (): string | undefined => globalThis.crypto?.randomUUID?.();
