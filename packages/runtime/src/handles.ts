/** Makes the handles that an app holds of threads and runs, and posts their starts and commands to the mailbox. */
import type { RunCommand } from '@perdure/run';
import type { StoredFile } from '@perdure/thread';
import {
  asJsonCommand,
  CannotReplaceError,
  checkChoice,
  checkId,
  checkLimit,
  checkObject,
  checkPage,
  defaultPageSize,
  InvalidAnswerError,
  InvalidPromptError,
  isNewFile,
  keptForLater,
  type LocalStartOptions,
  maxPageSize,
  type Part,
  type Receipt,
  RuntimeClosedError,
  type StoredPrompt,
  storeFiles,
  type ThreadView,
  toParts,
  toView,
  UnknownMessageError,
  UnknownRunError,
} from '@perdure/thread';
import type { Batch } from './batch/batch.ts';
import { planResume } from './batch/plan-resume.ts';
import { type LiveAttempt, planCommand, planStart } from './batch/plans.ts';
import { toRequest } from './batch/request.ts';
import type { RunCell } from './host/run-cells.ts';
import type { RuntimeParts } from './host/runtime-parts.ts';
import type { LocalThread, Run } from './local-thread.ts';
import { localPagedView, localView } from './local-view.ts';
import { toKnownPolicy } from './options/checked-options.ts';
import { type Answer, andThen } from './ports/answer.ts';
import { runHandle } from './run-handle.ts';

/** Makes a handle on a thread. @throws {InvalidIdError} */
export function openThread(parts: RuntimeParts, id: string): LocalThread {
  checkId('thread id', id);
  const { store, mailbox, subscribers, report } = parts;
  const stream: LocalThread['stream'] = (from) => subscribers.stream(id, from);
  const find = async <T>(look: (threadId: string) => Answer<T>): Promise<T> => {
    if (mailbox.isClosed) throw new RuntimeClosedError();
    return look(id);
  };
  const read = <T>(look: (threadId: string) => Answer<T>): Promise<T> => keptForLater(find(look));

  const page = (limit: number, before?: string): Answer<ThreadView> =>
    andThen(store.page(id, limit, before), (found) => {
      if (found === undefined) throw new UnknownMessageError(String(before));
      return toView(id, found);
    });

  return {
    id,
    ...localView(id, stream, report),
    stream,
    events$: stream({ seq: 0 }),
    start: (options) => keptForLater(startRun(parts, id, options)),
    send: (runId, command) => sendCommand(parts, id, runId, command),
    events: (after, limit = maxPageSize) =>
      read((id) => {
        checkPage(after, limit);
        return store.events(id, after, limit);
      }),
    page: ({ limit = defaultPageSize, before } = {}) =>
      read(() => {
        checkLimit(limit);
        return page(limit, before === undefined ? undefined : String(before));
      }),
    view({ limit = defaultPageSize } = {}) {
      checkLimit(limit);
      const read = (before?: string): Answer<ThreadView> => {
        if (subscribers.isClosed) throw new RuntimeClosedError();
        return page(limit, before);
      };
      return localPagedView(id, stream, read, report);
    },
    message: (messageId) =>
      read(async (id) => {
        if (typeof messageId !== 'string') return undefined;
        const message = await store.findMessage(messageId);
        const run = message && (await store.findRun(message.runId));
        return run?.threadId === id ? message : undefined;
      }),
    forget: () =>
      keptForLater(
        parts.mailbox.postAlone(`forget ${id}`, { threadId: id }, (batch) => batch.forget(id)),
      ),
    upload: (file) => keptForLater(parts.files.put(file)),
    file: (hash) => read(() => (typeof hash === 'string' ? store.findFile(hash) : undefined)),
  };
}

/** Starts a run. What is committed resolves, also if the runtime is closed meanwhile; what rejects is not recorded. */
async function startRun(
  parts: RuntimeParts,
  threadId: string,
  options: LocalStartOptions,
): Promise<Run> {
  const { core, mailbox, newId, limits } = parts;
  checkObject('options of a start', options);
  const { prompt, runId = newId(), model, replaces, onQuestion = 'withdraw' } = options;
  checkId('run id', runId);
  const policy =
    options.policy === undefined ? parts.policy : toKnownPolicy(options.policy, parts.policy);
  if (model !== undefined) checkId('model', model);
  if (replaces !== undefined && typeof replaces !== 'string')
    throw new CannotReplaceError(String(replaces), 'it is no id.');
  checkChoice('onQuestion', onQuestion, ['withdraw', 'wait']);
  // A prompt without new files is posted at once, because calls of one event-loop turn keep their order.
  const hasNewFiles = Array.isArray(prompt) && prompt.some(isNewFile);
  const stored = hasNewFiles ? await storeFiles(prompt, (file) => parts.files.put(file)) : prompt;
  if (parts.mailbox.isClosed) throw new RuntimeClosedError();
  const ownParts = toParts(stored as StoredPrompt);
  const files = storedFiles(parts, ownParts);
  const promptParts = withStoredFiles(
    parts,
    ownParts,
    files instanceof Promise ? await files : files,
    model,
  );
  if (parts.mailbox.isClosed) throw new RuntimeClosedError();
  checkPromptSize(promptParts, limits.maxPromptBytes);
  const request = toRequest({ model, onQuestion });
  const input = { policy, ...(request !== undefined && { request }) };
  const messageId = newId();
  const plan = (batch: Batch) => {
    planStart(batch, {
      run: { id: runId, threadId, stored: core.begin(input).stored },
      messageId,
      prompt: promptParts,
      ...(model !== undefined && { model }),
      ...(replaces !== undefined && { replaces }),
      onQuestion,
      maxQueuedRuns: limits.maxQueuedRuns,
    });
    return { batch, run: batch.findRun(runId) };
  };
  const cell = await mailbox.post(
    `start ${runId}`,
    { threadId, runId },
    plan,
    // Opened once it is recorded, with what later plans of the batch have made of it, because a handle shows the record.
    ({ batch, run }) => run && parts.cells.open(batch.runs.get(runId) ?? run),
  );
  if (cell === undefined) throw new UnknownRunError(runId);
  return handleOn(parts, cell);
}

const bytesOf = (json: unknown): number => Buffer.byteLength(JSON.stringify(json));

function checkPromptSize(parts: readonly Part[], maxBytes: number): void {
  if (bytesOf(parts) > maxBytes)
    throw new InvalidPromptError(
      `it has more than ${maxBytes} bytes (limits.maxPromptBytes). Send a long text as a file.`,
    );
}

type FilesByHash = ReadonlyMap<string, StoredFile | undefined>;

/** The files of the parts, by hash. */
function storedFiles(
  { store }: RuntimeParts,
  parts: readonly Part[],
): FilesByHash | Promise<FilesByHash> {
  const hashes = [...new Set(parts.flatMap((part) => (part.type === 'file' ? part.hash : [])))];
  if (hashes.length === 0) return new Map();
  const read = async (hash: string) => [hash, await store.findFile(hash)] as const;
  return Promise.all(hashes.map(read)).then((found) => new Map(found));
}

/**
 * The parts, each file with the type and the length that the store has for it.
 *
 * @throws {InvalidPromptError} for a hash that the store does not know, and for a file that the model does not take
 */
function withStoredFiles(
  { provider }: RuntimeParts,
  parts: readonly Part[],
  files: FilesByHash,
  model: string | undefined,
): readonly Part[] {
  return parts.map((part) => {
    if (part.type !== 'file') return part;
    const file = files.get(part.hash);
    if (file === undefined)
      throw new InvalidPromptError(`the store has no file ${part.hash}. Upload it first.`);
    const refusal: unknown = provider.refuses?.(file.mediaType, model);
    // A promise is no refusal. It is refused itself, and its rejection must not end the process.
    if (refusal instanceof Promise) void keptForLater(refusal);
    if (refusal !== undefined) throw new InvalidPromptError(String(refusal));
    return { ...part, mediaType: file.mediaType, size: file.bytes.length };
  });
}

/** Sends a command. A rejection that the caller does not handle does not end the process. */
const sendCommand = (...args: Parameters<typeof postCommand>): Promise<Receipt> =>
  keptForLater(postCommand(...args));

/** Posts a command. A run of another thread counts as unknown (G4). */
async function postCommand(
  { store, mailbox, attempts, keepStopped, newId, limits }: RuntimeParts,
  threadId: string,
  runId: string,
  sent: RunCommand,
): Promise<Receipt> {
  // Copied now, because the caller may change its answer before the batch is made.
  const command = asJsonCommand(sent);
  if (command.type === 'run.answer' && bytesOf(command.answer) > limits.maxAnswerBytes)
    throw new InvalidAnswerError(
      `it has more than ${limits.maxAnswerBytes} bytes (limits.maxAnswerBytes).`,
    );
  if (typeof runId !== 'string') throw new UnknownRunError(String(runId));
  const name = `${command.type} ${runId}`;
  const receipt: Promise<Receipt> = mailbox.post(name, { threadId, runId }, (batch) => {
    if (command.type === 'run.resume') return planResume(batch, threadId, runId, newId);
    const live =
      attempts.live(runId, receipt) ??
      (store.sharing && command.type === 'run.cancel' ? recordedAttempt(batch, runId) : undefined);
    return planCommand(batch, threadId, runId, command, live, keepStopped);
  });
  return receipt;
}

/** The attempt of a run that another node performs, as it is recorded: with what it has said up to its last checkpoint. */
function recordedAttempt(batch: Batch, runId: string): LiveAttempt | undefined {
  const run = batch.findRun(runId);
  const fence = run?.stored.attemptFence ?? null;
  if (run === undefined || fence === null) return undefined;
  return { fence, message: batch.streamingMessage(run), notes: undefined };
}

/** Makes a handle on a run; undefined for an unknown id. @throws {RuntimeClosedError} after the end */
export async function openRun(parts: RuntimeParts, runId: string): Promise<Run | undefined> {
  if (parts.mailbox.isClosed) throw new RuntimeClosedError();
  if (typeof runId !== 'string') return undefined;
  const found = await parts.store.findRun(runId);
  return found && handleOn(parts, parts.cells.open(found));
}

function handleOn(parts: RuntimeParts, cell: RunCell): Run {
  const { id, threadId } = cell.record;
  return runHandle(cell, {
    ...parts,
    send: (command) => sendCommand(parts, threadId, id, command),
  });
}
