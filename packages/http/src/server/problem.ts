/** How the server says no: problem details (RFC 9457), with a `code` that programs compare. */

export interface Problem {
  status: number;
  /** Stable, kebab-case. */
  code: string;
  detail: string;
}

export const problemResponse = ({ status, code, detail }: Problem): Response =>
  Response.json(
    { status, code, detail },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

/** What the runtime threw, as an answer. Anything unknown is our own defect and says nothing of it. */
export function problemOf(error: unknown): Problem {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  switch (name) {
    case 'UnknownRunError':
      return { status: 404, code: 'unknown-run', detail: message };
    case 'UnknownPositionError':
      return { status: 410, code: 'unknown-position', detail: message };
    case 'InvalidIdError':
      return { status: 400, code: 'bad-id', detail: message };
    case 'RunIdTakenError':
      return { status: 409, code: 'run-id-taken', detail: message };
    case 'CannotReplaceError':
      return { status: 409, code: 'cannot-replace', detail: message };
    case 'StoreWriteError':
      return { status: 503, code: 'store-write', detail: message };
    case 'RuntimeClosedError':
      return { status: 503, code: 'closed', detail: message };
    default:
      return { status: 500, code: 'internal', detail: 'Something is wrong with this server.' };
  }
}
