/** The port to the model. One call of the provider is one attempt. */
import type { Json, Usage } from '@perdure/run';
import type {
  Message,
  Metadata,
  NewFile,
  Origin,
  OtherPart,
  SourcePart,
  StoredFile,
  ToolCallPart,
  ToolOutput,
  ToolResultPart,
} from '@perdure/thread';

export interface ProviderRequest {
  readonly threadId: string;
  readonly runId: string;
  /** `runId/fence`. The key is the same for the whole attempt, and different for every other attempt. */
  readonly idempotencyKey: string;
  /** Number of the retry: 0 for the first attempt, 1 for the first retry. */
  readonly retryCount: number;
  /** The model named at the run's start; undefined for the provider's choice. */
  readonly model?: string;
  /** The thread up to this run, completed messages only (G7). */
  readonly messages: readonly Message[];
  /** The human's answer to the run's last question; null if the run has asked nothing. */
  readonly answer: Json;
  /** The question that `answer` answers; null if it is not known, or if the run has asked nothing. */
  readonly question?: Json;
  /** Aborts when the run is cancelled or the attempt has timed out. */
  readonly signal: AbortSignal;
  /** Reads a stored file, by the hash in a message. Rejects for a hash that the store does not know. */
  readonly file: (hash: string) => Promise<StoredFile>;
}

/** A piece of text. */
interface Piece {
  text: string;
  /**
   * Names the block of text that the piece belongs to. A piece with another name begins a new part. Without a name, a
   * piece continues the part before it if that part is of the same type.
   */
  block?: string;
  /** What the provider wants back with the part. A later piece of the part replaces it. */
  metadata?: Metadata;
}

/** A file that the model or a tool made. Its bytes are stored before the next chunk is read. */
export type FileChunk = NewFile & { metadata?: Metadata; reasoning?: true };

/** A tool's result as the model is given it, with the bytes of new files. */
export type NewToolOutput =
  | Exclude<ToolOutput, { type: 'content' }>
  | {
      type: 'content';
      value: readonly (Extract<ToolOutput, { type: 'content' }>['value'][number] | FileChunk)[];
      metadata?: Metadata;
    };

/** One item of a provider's stream. Only `text` and `finish` are needed for a provider that streams text. */
export type Chunk =
  /**
   * A model call begins. `origin`: who answers. `request`: the body that is sent, JSON; its digest is recorded, and
   * compared with that of the attempt before.
   */
  | { type: 'startStep'; origin?: Origin; request?: unknown }
  /**
   * The provider is at work and has nothing to show: a ping, the arguments of a call being written, hidden reasoning.
   *
   * - `usage`: of the step under way, so far. A later one replaces it, and the step's end does.
   * - `appAtWork`: the app's own code may be at work, as a function that decides whether a call needs approval. The next
   *   chunk may take as long as a tool.
   */
  | { type: 'alive'; usage?: Usage; appAtWork?: true }
  /**
   * A tool begins whose call an earlier attempt has recorded, because a human has approved the call. It is recorded
   * before the next chunk is read, so that an attempt that ends early does not perform the tool again.
   */
  | { type: 'toolStarted'; id: string; name: string }
  | ({ type: 'text' } & Piece)
  | ({ type: 'reasoning' } & Piece)
  | FileChunk
  | SourcePart
  | OtherPart
  /** A call of a tool. It is recorded before the next chunk is read, so that a crash does not forget it. */
  | ToolCallPart
  /** The result of a tool. It is recorded before the next chunk is read, so that the tool's effect is not repeated. */
  | (Omit<ToolResultPart, 'modelOutput' | 'missing'> & { modelOutput?: NewToolOutput })
  /**
   * The end of a model step: the message is whole, and the next chunk begins a new one. The AI SDK's `finish-step`.
   * `usage`: of the step.
   */
  | { type: 'finishStep'; usage?: Usage }
  /**
   * A question that a human must answer. It ends the attempt; the run continues with a new attempt after `run.answer`.
   * The AI SDK calls this a tool approval request, LangGraph calls it an interrupt. `usage`: since the last
   * `finishStep`.
   */
  | { type: 'ask'; question: Json; usage?: Usage }
  /**
   * The end of the answer.
   *
   * @property reason `stop`, `length`, `content-filter`, `tool-calls`, `error`, `other`, or the provider's own word
   * @property usage since the last `finishStep`
   */
  | { type: 'finish'; reason: string; usage?: Usage };

/**
 * Answers a request as a stream of chunks.
 *
 * Contract: return an async iterable at once, whose chunks have the types above and values with a JSON form, or the run
 * fails with `bad_chunk`; throw to fail; end with `finish` or `ask`, and yield nothing after it (an end without one is
 * a broken stream); stop soon after `signal` aborts; never retry on your own, or the run's retries
 * multiply; never keep or change `messages`.
 */
export interface Provider {
  (request: ProviderRequest): AsyncIterable<Chunk>;
  /**
   * Returns why a model does not take files of a type; undefined if it does. A start with such a file is refused with
   * this reason. @default every file is taken
   */
  refuses?(mediaType: string, model: string | undefined): string | undefined;
}
