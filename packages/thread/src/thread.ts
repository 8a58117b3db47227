/**
 * The port of a thread. It is the same in the process that runs the thread and over HTTP. `threadContract` in the
 * testkit tests both against it.
 */
import type { Ignored, RetryPolicy, RunCommand, RunState } from '@perdure/run/words';
import type { ThreadEvent } from './model/events.ts';
import type { Message } from './model/message.ts';
import type { FilePart } from './model/part.ts';
import type { NewFile, Prompt } from './model/prompt.ts';
import type { Readable } from './readable.ts';
import type { ThreadView } from './view/view.ts';

export interface StartOptions {
  /** What the user says: a text, or a list of texts and files. At least one character or one file. */
  prompt: Prompt;
  /**
   * The run's id. A start may be repeated, because a second start with the same id returns the existing run.
   * @default a new UUID
   */
  runId?: string;
  /** The model that answers, by a name that the provider knows. @default the provider's choice */
  model?: string;
  /**
   * Id of a finished run that the new run replaces. That run and all later ones leave the conversation and stay in the
   * log; those that are queued stay in it, behind the new run. A prompt is edited, and an answer regenerated, with this
   * field.
   */
  replaces?: string;
  /**
   * What becomes of a question that the thread's active run asks a human. `withdraw`: that run is cancelled, and this
   * one takes its place at once, because a new prompt is an answer too. `wait`: this run waits until the question is
   * answered. @default 'withdraw'
   */
  onQuestion?: 'withdraw' | 'wait';
}

export interface Started {
  readonly runId: string;
}

/**
 * The answer to a command. A refused command has changed nothing.
 *
 * `resumedBy`: id of the run that goes on, for `run.resume`.
 */
export type Receipt = { accepted: true; resumedBy?: string } | { accepted: false; reason: Ignored };

/** One line of a list of threads. */
export interface ThreadSummary {
  id: string;
  /**
   * The first 200 characters (`titleLength`) of the first prompt that was not replaced; empty if the thread has no such
   * prompt.
   */
  title: string;
  /** State of the active run, or else of the last run. */
  state: RunState;
  /** Time of the last event, epoch milliseconds. */
  updatedAt: number;
}

/**
 * A conversation. `getSnapshot` and `subscribe` make it readable with `useSelector` of `@xstate/react`; the stream
 * is read for as long as somebody subscribes.
 *
 * Every method may throw `RuntimeClosedError`; over HTTP, also `HttpError`.
 */
export interface Thread extends Readable<ThreadView> {
  readonly id: string;

  /**
   * Starts a run, or queues it if the thread is busy. Resolves once the prompt is recorded.
   *
   * @throws {InvalidPromptError} for a prompt that says nothing, for a part that is neither a text nor a file, for a
   * hash that the store does not know, for a file that the model does not take, and beyond `limits.maxPromptBytes`
   * @throws {InvalidFileError} for a file that is empty or too large
   * @throws {InvalidIdError} for a run id or a model that breaks the rule of `checkId`
   * @throws {InvalidOptionError} for another word than those of `onQuestion`
   * @throws {QueueFullError} if as many runs wait as `limits.maxQueuedRuns`
   * @throws {RunIdTakenError} if another thread has a run of that id
   * @throws {CannotReplaceError} if the run to replace is unknown, replaced already, or not over
   * @throws {StoreWriteError} if the store can't write; nothing has changed
   */
  start(options: StartOptions): Promise<Started>;

  /**
   * Sends a command to one of the thread's runs. Resolves with a receipt: the command was recorded, or it was
   * refused, because the run is over or its state does not accept the command.
   *
   * `run.start` starts the first queued run of a held queue. `run.resume` starts a run that takes the place of a failed
   * or interrupted one and goes on where that stood, unless a later run has begun.
   *
   * @throws {UnknownRunError} if this thread has no run of this id, even if another thread has one
   * @throws {ReservedEventError} for an event that is no command
   * @throws {InvalidAnswerError} for an answer without a JSON form, nested deeper than 100, or beyond
   * `limits.maxAnswerBytes`
   * @throws {StoreWriteError} if the store can't write; nothing has changed
   */
  send(runId: string, command: RunCommand): Promise<Receipt>;

  /**
   * The recorded events with a number above `after`, in order. With `after` 0, from the first event on. A page whose
   * events are long ends at about 8 MiB; an empty one is the end. If the first one has not the number after `after`, the
   * events between are pruned.
   *
   * @param limit largest number of events, 1 to 500. @default 500
   * @throws {RangeError} unless both are whole numbers within their bounds
   */
  events(after: number, limit?: number): Promise<ThreadEvent[]>;

  /**
   * A page of the conversation as it is recorded: its last messages, or those before a message. Its `messages` are at most
   * `limit` of runs that have begun, and, on the last page, also those of the runs behind the active one or behind the one
   * that holds the queue. Its `runs` are those of these messages.
   *
   * @throws {RangeError} unless the limit is a whole number from 1 to 500
   * @throws {UnknownMessageError} if the conversation has no message `before`, or has it no more
   */
  page(options?: PageOptions): Promise<ThreadView>;

  /**
   * Makes a view that begins with the last page and reads the items after it. It costs the same however long the thread
   * is.
   *
   * @param options `limit`: messages on a page, 1 to 500. @default 50
   * @throws {RangeError} unless the limit is a whole number within its bounds
   */
  view(options?: Pick<PageOptions, 'limit'>): PagedView;

  /** A message of this thread in any status; undefined if the thread has none of that id. */
  message(id: string): Promise<Message | undefined>;

  /**
   * Deletes the thread with all that belongs to it: runs, messages, events, and the files that no other thread names. A run
   * under way is stopped. Resolves once the store has deleted it; of an unknown thread there is nothing to delete.
   *
   * The runs are unknown from then on, and the view is empty. A later start under this id begins another thread, whose
   * events have higher numbers than those of this one, and no event has the number after the last of them.
   *
   * @throws {StoreWriteError} if the store can't write; nothing has changed, and a run under way goes on
   */
  forget(): Promise<void>;

  /**
   * Stores a file, for a prompt. The same content is stored once. Its type is found in its content, not in its name.
   *
   * @throws {InvalidFileError} for a file that is empty or too large
   * @throws {StoreWriteError} if the store can't write; nothing has changed
   */
  upload(file: Omit<NewFile, 'type'>): Promise<FilePart>;

  /** The bytes of a stored file; undefined for a hash that the store does not know. */
  file(hash: string): Promise<StoredFile | undefined>;
}

export interface PageOptions {
  /** Most messages on the page, 1 to 500. @default 50 */
  limit?: number;
  /** Id of a message: the page ends before it. @default the page is the last one */
  before?: string;
}

/** The view of a thread from one of its messages on. What it shows is what the view of the whole thread shows from there. */
export interface PagedView extends Readable<ThreadView> {
  /**
   * Puts the page before the view in front of it. Resolves once it is there; at once if `hasEarlier` is false, or if the
   * first message has just left the conversation. Calls at the same time share one page. Over HTTP, the page comes in only
   * while somebody subscribes.
   */
  loadEarlier(): Promise<void>;
}

/** A stored file. */
export interface StoredFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Options of a start in the process that runs the thread. Only there can the retry policy be chosen. */
export interface LocalStartOptions extends StartOptions {
  /** Fields that differ from the runtime's retry policy. */
  policy?: Partial<RetryPolicy>;
}
