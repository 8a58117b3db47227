/** Writes an error as a case: a line of `cases.jsonl`. */
import { type Failure, redact, transientKinds } from '../src/index.ts';

/** Longest body of a case, characters. */
const longest = 4_000;

interface CaseOptions {
  kind?: string | undefined;
  source?: string | undefined;
}

/**
 * The case of an error, without credentials, as one line of JSON. Without `kind`, it is the one that the classifier
 * gives today.
 */
export function caseLine(
  { responseBody, ...rest }: { responseBody: string; [field: string]: unknown },
  failure: Failure,
  { kind = failure.kind, source = 'TODO: an address, or owner/repo#123' }: CaseOptions,
): string {
  const retryable =
    kind === failure.kind
      ? failure.retryable
      : (transientKinds as readonly string[]).includes(kind);
  const body = redact(responseBody, longest);
  const error = /^\s*[{[]/.test(body)
    ? { message: failure.message, ...rest, responseBody: body }
    : { message: body, ...rest };
  return JSON.stringify({ kind, retryable, provider: failure.provider ?? '', source, error });
}
