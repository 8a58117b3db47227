/** Makes the handles that an app holds of threads and runs, and posts their starts and commands to the mailbox. */
import { isFinalState, outputOf, type RunCommand, type RunOutput } from '@perdure/run';
import {
  asJsonCommand,
  CannotReplaceError,
  checkChoice,
  checkId,
  checkObject,
  checkPage,
  InvalidAnswerError,
  InvalidPromptError,
  isNewFile,
  type LocalStartOptions,
  maxPageSize,
  type Part,
  type Receipt,
  RuntimeClosedError,
  type StoredPrompt,
  storeFiles,
  toObserver,
  toParts,
  UnknownRunError,
} from '@perdure/thread';
import { filter, firstValueFrom, map } from 'rxjs';
import { planResume } from './batch/plan-resume.ts';
import { planCommand, planStart } from './batch/plans.ts';
import { toRequest } from './batch/request.ts';
import type { RuntimeParts } from './host/runtime-parts.ts';
import type { LocalThread, Run, RunSnapshot } from './local-thread.ts';
import { localView } from './local-view.ts';
import { toKnownPolicy } from './options/checked-options.ts';
import type { RunRecord } from './ports/store.ts';

/** Makes a handle on a thread. @throws {InvalidIdError} */
export function openThread(parts: RuntimeParts, id: string): LocalThread {
  checkId('thread id', id);
  const { store, subscribers } = parts;
  const stream: LocalThread['stream'] = (from) => subscribers.stream(id, from);

  return {
    id,
    ...localView(id, stream),
    stream,
    events$: stream({ seq: 0 }),
    start: (options) => startRun(parts, id, options),
    send: (runId, command) => sendCommand(parts, id, runId, command),
    async events(after, limit = maxPageSize) {
      checkPage(after, limit);
      if (subscribers.isClosed) throw new RuntimeClosedError();
      return store.events(id, after, limit);
    },
    async message(messageId) {
      if (subscribers.isClosed) throw new RuntimeClosedError();
      if (typeof messageId !== 'string') return undefined;
      const message = store.findMessage(messageId);
      return message && store.findRun(message.runId)?.threadId === id ? message : undefined;
    },
    upload: (file) => parts.files.put(file),
    async file(hash) {
      if (subscribers.isClosed) throw new RuntimeClosedError();
      return typeof hash === 'string' ? store.findFile(hash) : undefined;
    },
  };
}

async function startRun(
  parts: RuntimeParts,
  threadId: string,
  options: LocalStartOptions,
): Promise<Run> {
  const { core, mailbox, newId, limits } = parts;
  checkObject('options of a start', options);
  const { prompt, runId = newId(), model, replaces, onQuestion = 'withdraw' } = options;
  checkId('run id', runId);
  if (model !== undefined) checkId('model', model);
  if (replaces !== undefined && typeof replaces !== 'string')
    throw new CannotReplaceError(String(replaces), 'it is no id.');
  checkChoice('onQuestion', onQuestion, ['withdraw', 'wait']);
  // A prompt without new files is posted at once, because calls of one event-loop turn keep their order.
  const hasNewFiles = Array.isArray(prompt) && prompt.some(isNewFile);
  const stored = hasNewFiles ? await storeFiles(prompt, (file) => parts.files.put(file)) : prompt;
  const promptParts = withStoredFiles(parts, toParts(stored as StoredPrompt), model);
  checkPromptSize(promptParts, limits.maxPromptBytes);
  const policy =
    options.policy === undefined ? parts.policy : toKnownPolicy(options.policy, parts.policy);
  const request = toRequest({ model, onQuestion });
  const input = { policy, ...(request !== undefined && { request }) };
  const messageId = newId();
  await mailbox.post(`start ${runId}`, (batch) =>
    planStart(batch, {
      run: { id: runId, threadId, stored: core.begin(input).stored },
      messageId,
      prompt: promptParts,
      ...(model !== undefined && { model }),
      ...(replaces !== undefined && { replaces }),
      onQuestion,
      maxQueuedRuns: limits.maxQueuedRuns,
    }),
  );
  const run = openRun(parts, runId);
  if (run === undefined) throw new UnknownRunError(runId);
  return run;
}

const bytesOf = (json: unknown): number => Buffer.byteLength(JSON.stringify(json));

function checkPromptSize(parts: readonly Part[], maxBytes: number): void {
  if (bytesOf(parts) > maxBytes)
    throw new InvalidPromptError(
      `it has more than ${maxBytes} bytes (limits.maxPromptBytes). Send a long text as a file.`,
    );
}

/**
 * The parts, each file with the type and the length that the store has for it.
 *
 * @throws {InvalidPromptError} for a hash that the store does not know, and for a file that the model does not take
 */
function withStoredFiles(
  { store, provider }: RuntimeParts,
  parts: readonly Part[],
  model: string | undefined,
): readonly Part[] {
  return parts.map((part) => {
    if (part.type !== 'file') return part;
    const file = store.findFile(part.hash);
    if (file === undefined)
      throw new InvalidPromptError(`the store has no file ${part.hash}. Upload it first.`);
    const refusal = provider.refuses?.(file.mediaType, model);
    if (refusal !== undefined) throw new InvalidPromptError(refusal);
    return { ...part, mediaType: file.mediaType, size: file.bytes.length };
  });
}

/** Sends a command. A rejection that the caller does not handle does not end the process. */
function sendCommand(...args: Parameters<typeof postCommand>): Promise<Receipt> {
  const sent = postCommand(...args);
  sent.catch(() => {});
  return sent;
}

/** Posts a command. A run of another thread counts as unknown (G4). */
async function postCommand(
  { mailbox, attempts, keepStopped, newId, limits }: RuntimeParts,
  threadId: string,
  runId: string,
  sent: RunCommand,
): Promise<Receipt> {
  const command = asJsonCommand(sent);
  if (command.type === 'run.answer' && bytesOf(command.answer) > limits.maxAnswerBytes)
    throw new InvalidAnswerError(
      `it has more than ${limits.maxAnswerBytes} bytes (limits.maxAnswerBytes).`,
    );
  if (typeof runId !== 'string') throw new UnknownRunError(String(runId));
  return mailbox.post(`${command.type} ${runId}`, (batch) => {
    if (command.type === 'run.resume') return planResume(batch, threadId, runId, newId);
    const live = attempts.live(runId);
    return planCommand(batch, threadId, runId, command, live, keepStopped);
  });
}

/** Makes a handle on a run; undefined for an unknown id. @throws {RuntimeClosedError} after the end */
export function openRun(parts: RuntimeParts, runId: string): Run | undefined {
  const { store, subscribers } = parts;
  if (subscribers.isClosed) throw new RuntimeClosedError();
  const found = typeof runId === 'string' ? store.findRun(runId) : undefined;
  if (found === undefined) return undefined;
  const { threadId } = found;

  let last: RunRecord = found;
  /** Snapshot of the run. After the end of the runtime the last one, because a view being unmounted may still read. */
  const snapshot = (): RunSnapshot => {
    if (!subscribers.isClosed) last = store.findRun(runId) ?? last;
    return toSnapshot(last);
  };

  return {
    id: runId,
    runId,
    threadId,
    getSnapshot: snapshot,
    subscribe: (observer) =>
      subscribers.run(runId).pipe(map(toSnapshot)).subscribe(toObserver(observer)),
    send: (command) => sendCommand(parts, threadId, runId, command),
    async done(): Promise<RunOutput> {
      const { output } = snapshot();
      if (output !== undefined) return output;
      const end = subscribers.run(runId).pipe(
        map(toSnapshot),
        filter(({ status }) => status === 'done'),
      );
      const final = await firstValueFrom(end, { defaultValue: undefined });
      if (final?.output === undefined) throw new RuntimeClosedError();
      return final.output;
    },
  };
}

function toSnapshot({ stored }: RunRecord): RunSnapshot {
  const { state: value, context } = stored;
  return isFinalState(value)
    ? { value, context, status: 'done', output: outputOf(value, context) }
    : { value, context, status: 'active', output: undefined };
}
