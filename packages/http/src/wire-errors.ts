/**
 * The errors of a thread on the wire: each has a status and a `code`, and its fields travel as extension members of the
 * problem details (RFC 9457 §3.2), so that the client throws the same class as the runtime.
 */
import { ReservedEventError } from '@perdure/run/words';
import {
  CannotReplaceError,
  InvalidAnswerError,
  InvalidFileError,
  InvalidIdError,
  InvalidPromptError,
  QueueFullError,
  RunIdTakenError,
  RuntimeClosedError,
  StoreWriteError,
  UnknownMessageError,
  UnknownPositionError,
  UnknownRunError,
  type WriteFault,
} from '@perdure/thread';

type Fields = Readonly<Record<string, unknown>>;

/** The form of an error on the wire. */
export interface WireError {
  /** HTTP status. */
  status: number;
  /** Stable name of the error for programs, in kebab-case. */
  code: string;
  /** Names of the error's fields that the client needs to build it again. */
  fields: readonly string[];
  /** Builds the error from the problem details. */
  revive: (fields: Fields) => Error;
}

/** The wire forms of all errors, by the name of the error class. */
export const wireErrors: Readonly<Record<string, WireError>> = {
  UnknownRunError: {
    status: 404,
    code: 'unknown-run',
    fields: ['runId'],
    revive: ({ runId }) => new UnknownRunError(String(runId)),
  },
  UnknownMessageError: {
    status: 410,
    code: 'message-gone',
    fields: ['messageId'],
    revive: ({ messageId }) => new UnknownMessageError(String(messageId)),
  },
  UnknownPositionError: {
    status: 410,
    code: 'unknown-position',
    fields: ['threadId', 'seq'],
    revive: ({ threadId, seq }) => new UnknownPositionError(String(threadId), Number(seq)),
  },
  InvalidIdError: {
    status: 400,
    code: 'bad-id',
    fields: ['what', 'id'],
    revive: ({ what, id }) => new InvalidIdError(String(what), id),
  },
  InvalidPromptError: {
    status: 400,
    code: 'bad-prompt',
    fields: ['why'],
    revive: ({ why }) => new InvalidPromptError(String(why)),
  },
  InvalidAnswerError: {
    status: 400,
    code: 'bad-answer',
    fields: ['why'],
    revive: ({ why }) => new InvalidAnswerError(String(why)),
  },
  // Not 429, because that asks a client to send the same again by itself.
  QueueFullError: {
    status: 409,
    code: 'queue-full',
    fields: ['threadId', 'maxQueuedRuns'],
    revive: ({ threadId, maxQueuedRuns }) =>
      new QueueFullError(String(threadId), Number(maxQueuedRuns)),
  },
  // A file over the limit has the status 413.
  InvalidFileError: {
    status: 400,
    code: 'bad-file',
    fields: ['why'],
    revive: ({ why }) => new InvalidFileError(String(why)),
  },
  ReservedEventError: {
    status: 400,
    code: 'reserved-event',
    fields: ['type'],
    revive: ({ type }) => new ReservedEventError(String(type)),
  },
  RunIdTakenError: {
    status: 409,
    code: 'run-id-taken',
    fields: ['runId'],
    revive: ({ runId }) => new RunIdTakenError(String(runId)),
  },
  CannotReplaceError: {
    status: 409,
    code: 'cannot-replace',
    fields: ['runId', 'why'],
    revive: ({ runId, why }) => new CannotReplaceError(String(runId), String(why)),
  },
  StoreWriteError: {
    status: 503,
    code: 'store-write',
    fields: ['reason', 'storeMessage'],
    revive: ({ reason, storeMessage }) => new StoreWriteError(reason as WriteFault, storeMessage),
  },
  RuntimeClosedError: {
    status: 503,
    code: 'closed',
    fields: [],
    revive: () => new RuntimeClosedError(),
  },
};
