/** Writes an error as a case: a line of `cases.jsonl`. */
import { type Failure, specimenOf } from '../src/index.ts';
import { isRetryable } from '../src/retry.ts';

interface HttpError {
  statusCode?: number;
  responseHeaders?: Record<string, string>;
  responseBody: string;
}

interface CaseOptions {
  kind?: Failure['kind'] | undefined;
  source?: string | undefined;
}

/**
 * The case of an error as one line of JSON, 2,000 characters at most, without credentials. Without `kind`, it is the one
 * that the classifier gives today. Without `source`, the source is empty, and the tests ask for it.
 */
export function caseLine(
  error: HttpError,
  failure: Failure,
  { kind = failure.kind, source = '' }: CaseOptions,
): string {
  const { provider = '', retryAfterMs: waitMs = 0 } = failure;
  const headers = new Map(
    Object.entries(error.responseHeaders ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const retryable = isRetryable(kind, { headers, waitMs });
  const { error: read } = specimenOf(asThrown(error, failure), { provider });
  return JSON.stringify({ kind, retryable, provider, source, error: read });
}

/** The error as a client throws it: a body that is no JSON is its message. */
const asThrown = ({ responseBody, ...rest }: HttpError, { message, status }: Failure): object =>
  /^\s*[{[]/.test(responseBody)
    ? { ...rest, message: status === undefined ? message : `HTTP ${status}`, responseBody }
    : { ...rest, message: responseBody };
