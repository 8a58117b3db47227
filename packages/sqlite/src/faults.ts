/**
 * SQLite's result codes, and what they are to us. An extended code begins with the plain one:
 * `SQLITE_IOERR_WRITE` (https://www.sqlite.org/rescode.html).
 */
import { StoreWriteError, type WriteFault } from '@perdure/runtime';
import { CorruptFileError, type Obstacle, UnusableFileError } from './errors.ts';

const faults: readonly (readonly [code: RegExp, fault: WriteFault])[] = [
  // SQLite's name for shared memory that can't grow, beside a file on a full disk.
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

/** What stands against opening, with a name; anything else, as it is. */
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
