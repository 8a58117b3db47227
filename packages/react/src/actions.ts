/** What one may ask of a thread, in terms of a chat. Each action reads the thread when it is called. */
import type { Json, RunCommand } from '@perdure/run';
import type { StartOptions } from '@perdure/runtime';
import { currentRun, isSettled } from '@perdure/runtime/view';
import type { ChatThread } from './chat-thread.ts';
import { findRun, messagesOf } from './lookup.ts';

export type Prompt = StartOptions['prompt'];
export type PromptOptions = Pick<StartOptions, 'model' | 'replaces'>;
/** For a prompt whose place in the conversation is given. */
export type AnswerOptions = Pick<StartOptions, 'model'>;

/** Each resolves with whether it was recorded: a command that comes too late changes nothing. */
export interface Actions {
  /** Starts a run; if the thread is busy it is queued. */
  start(prompt: Prompt, options?: PromptOptions): Promise<boolean>;
  /** Cancels the run that is under way, or on its way. */
  stop(): Promise<boolean>;
  /** Cancels this run, also one that is queued. */
  cancel(runId: string): Promise<boolean>;
  /** Asks again: by default for the last answer. That run and all after it leave the conversation. */
  regenerate(runId?: string, options?: AnswerOptions): Promise<boolean>;
  /** Puts another prompt in the place of a run's. That run and all after it leave the conversation. */
  edit(runId: string, prompt: Prompt, options?: AnswerOptions): Promise<boolean>;
  /** Tries again at once, where a retry is waited for. */
  retryNow(): Promise<boolean>;
  /** Answers what the run has asked. */
  answer(answer: Json): Promise<boolean>;
}

/** @param onStarted told of each run that has been recorded */
export function createActions(
  thread: ChatThread,
  onStarted: (runId: string) => void = () => {},
): Actions {
  let unsent: { words: string; runId: string | undefined } | undefined;
  let latest: Promise<string | undefined> = Promise.resolve(undefined);

  const start = async (prompt: Prompt, options: PromptOptions = {}) => {
    // The same words go out under the same id until they have arrived: an answer that got lost on its way
    // back, or a second click, must not start them twice.
    const words = JSON.stringify([prompt, options]);
    if (unsent?.words !== words) unsent = { words, runId: newRunId() };
    const own = unsent;
    const { runId } = own;
    const request = thread.start({ prompt, ...options, ...(runId !== undefined && { runId }) });
    latest = request.then(idOf, () => undefined);
    const id = idOf(await request);
    if (unsent === own) unsent = undefined;
    onStarted(id);
    return true;
  };

  const openRun = () => {
    const run = currentRun(thread.getSnapshot());
    return run === undefined || isSettled(run) ? undefined : run.id;
  };

  const command = async (runId: string | undefined, it: RunCommand) =>
    runId !== undefined && (await thread.send(runId, it)).accepted;

  /** The run that is on its way, where the thread does not show it yet. */
  const unseenRun = async () => {
    const id = await latest;
    return id === undefined || findRun(thread.getSnapshot(), id) !== undefined ? openRun() : id;
  };

  /** What is under way can't leave the conversation. The last first, so that none begins in the meantime. */
  const end = async (runId: string) => {
    const { runs } = thread.getSnapshot();
    const at = runs.findIndex(({ id }) => id === runId);
    const leaving = at < 0 ? [] : runs.slice(at).filter((run) => !isSettled(run));
    for (const run of leaving.toReversed()) await thread.send(run.id, { type: 'run.cancel' });
  };

  const edit = async (runId: string, prompt: Prompt, options: AnswerOptions = {}) => {
    await end(runId);
    return start(prompt, { ...options, replaces: runId });
  };

  return {
    start,
    edit,
    stop: async () => command(openRun() ?? (await unseenRun()), { type: 'run.cancel' }),
    cancel: (runId) => command(runId, { type: 'run.cancel' }),
    retryNow: () => command(openRun(), { type: 'run.retryNow' }),
    answer: (answer) => command(openRun(), { type: 'run.answer', answer }),
    async regenerate(runId, options) {
      const view = thread.getSnapshot();
      const id = runId ?? view.runs.at(-1)?.id;
      if (id === undefined) return false;
      const prompt = messagesOf(view, id).find(({ role }) => role === 'user');
      return prompt !== undefined && edit(id, prompt.parts, options);
    },
  };
}

const idOf = (run: { runId: string } | { id: string }): string =>
  'runId' in run ? run.runId : run.id;

/** Pages that came over plain HTTP have no `randomUUID`: then the server names the run. */
const newRunId = (): string | undefined => globalThis.crypto?.randomUUID?.();
