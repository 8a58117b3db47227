/**
 * Maps SQLite's result codes to the reasons in the errors of the store. An extended code begins with the plain code:
 * `SQLITE_IOERR_WRITE` begins with `SQLITE_IOERR` (https://www.sqlite.org/rescode.html).
 */
import { StoreWriteError, type WriteFault } from '@perdure/thread';
import { CorruptFileError, type Obstacle, UnusableFileError } from './errors.ts';
import { OtherOwnerError } from './owner-row.ts';

const faults: readonly (readonly [code: RegExp, fault: WriteFault])[] = [
  // SQLITE_IOERR_SHMSIZE means that the shared memory beside the file can't grow, because the disk is full.
  [/^SQLITE_(FULL|IOERR_SHMSIZE)/, 'full'],
  [/^SQLITE_READONLY/, 'readOnly'],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'locked'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'corrupt'],
  [/^SQLITE_IOERR/, 'io'],
];

export const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '');

export const faultOf = (error: unknown): WriteFault => {
  if (error instanceof OtherOwnerError) return 'replaced';
  const code = codeOf(error);
  return faults.find(([pattern]) => pattern.test(code))?.[1] ?? 'unknown';
};

export const toWriteError = (cause: unknown): StoreWriteError =>
  new StoreWriteError(faultOf(cause), cause);

/** The faults that can keep a file from being opened. */
const obstacles = ['locked', 'full', 'io'] as const satisfies readonly Obstacle[];

/** The typed error for a file that could not be opened. An unknown error is returned unchanged. */
export function toOpenError(file: string, cause: unknown): unknown {
  const fault = faultOf(cause);
  if (fault === 'corrupt') return toCorruptError(file, cause);
  const isDenied = fault === 'readOnly' || /^SQLITE_(CANTOPEN|PERM)/.test(codeOf(cause));
  const obstacle = isDenied ? 'noAccess' : obstacles.find((word) => word === fault);
  return obstacle === undefined ? cause : new UnusableFileError(file, obstacle, { cause });
}

export const toCorruptError = (file: string, cause: unknown): CorruptFileError =>
  new CorruptFileError(file, cause instanceof Error ? cause.message : String(cause), { cause });
