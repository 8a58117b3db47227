/**
 * The table of SQLite's result codes and our reasons. An extended code begins with the plain one:
 * `SQLITE_IOERR_WRITE` (https://www.sqlite.org/rescode.html).
 */
import { StoreWriteError, type WriteFault } from '@perdure/thread';
import { CorruptFileError, type Obstacle, UnusableFileError } from './errors.ts';

const faults: readonly (readonly [code: RegExp, fault: WriteFault])[] = [
  // SQLITE_IOERR_SHMSIZE: the shared memory beside a file on a full disk can't grow.
  [/^SQLITE_(FULL|IOERR_SHMSIZE)/, 'full'],
  [/^SQLITE_READONLY/, 'readOnly'],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'locked'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'corrupt'],
  [/^SQLITE_IOERR/, 'io'],
];

export const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '');

export const faultOf = (error: unknown): WriteFault => {
  const code = codeOf(error);
  return faults.find(([pattern]) => pattern.test(code))?.[1] ?? 'unknown';
};

export const toWriteError = (cause: unknown): StoreWriteError =>
  new StoreWriteError(faultOf(cause), cause);

/** The typed error for an opening that failed; an unknown error stays as it is. */
export function toOpenError(file: string, cause: unknown): unknown {
  const fault = faultOf(cause);
  if (fault === 'corrupt') return toCorruptError(file, cause);
  const isDenied = fault === 'readOnly' || /^SQLITE_(CANTOPEN|PERM)/.test(codeOf(cause));
  const obstacle: Obstacle | undefined = isDenied
    ? 'noAccess'
    : fault === 'unknown'
      ? undefined
      : fault;
  return obstacle === undefined ? cause : new UnusableFileError(file, obstacle, { cause });
}

export const toCorruptError = (file: string, cause: unknown): CorruptFileError =>
  new CorruptFileError(file, cause instanceof Error ? cause.message : String(cause), { cause });
