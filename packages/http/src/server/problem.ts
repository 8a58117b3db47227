/** Refusals of the server: problem details (RFC 9457), with a `code` for programs. */
import { redact, redactJson } from '@perdure/failure';
import { wireErrors } from '../wire-errors.ts';

export interface Problem {
  /** HTTP status. */
  status: number;
  /** Stable name of the refusal for programs, in kebab-case. */
  code: string;
  /** What went wrong, as a sentence for people. */
  detail: string;
  /** Extension members (RFC 9457 §3.2): the fields of the runtime's error. */
  [field: string]: unknown;
}

export const problemResponse = (problem: Problem, headers: Record<string, string> = {}): Response =>
  Response.json(problem, {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });

/** The problem for an error of the runtime. An unknown error is a defect of the server, and its text is not sent. */
export function problemOf(error: unknown): Problem {
  const known = error instanceof Error ? wireErrors[error.name] : undefined;
  if (known === undefined)
    return { status: 500, code: 'internal', detail: 'Something is wrong with this server.' };
  const { status, code, fields } = known;
  const values = error as unknown as Record<string, unknown>;
  const members = Object.fromEntries(fields.map((field) => [field, values[field]]));
  return { ...redactJson(members), status, code, detail: redact((error as Error).message) };
}
