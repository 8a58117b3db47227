/** Sends JSON requests. A refusal is thrown as the error that the runtime threw. */
import { wireErrors } from '../wire-errors.ts';
import { HttpError } from './http-error.ts';

export type Fetch = typeof globalThis.fetch;

/** Sends a GET request. @throws {HttpError} or an error of the thread, by the answer's `code` */
export const get = <T>(fetch: Fetch, url: string): Promise<T> => call(fetch, url, {});

/** Sends a POST request. @throws {HttpError} or an error of the thread, by the answer's `code` */
export const post = <T>(fetch: Fetch, url: string, body: unknown): Promise<T> =>
  call(fetch, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function call<T>(fetch: Fetch, url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    throw new HttpError(0, undefined, 'The server does not answer.', { cause });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && typeof answer === 'object' && answer !== null) return answer as T;
  if (response.ok)
    throw new HttpError(
      response.status,
      undefined,
      'The answer is not from this server, or was cut off.',
    );
  throw toError(response.status, (answer ?? {}) as Partial<ProblemDetails>);
}

interface ProblemDetails {
  code: unknown;
  detail: unknown;
  [field: string]: unknown;
}

function toError(status: number, problem: Partial<ProblemDetails>): Error {
  const { code, detail } = problem;
  // Code and fields must match, because a proxy may send the same code by chance, but not the fields as well.
  const known = Object.values(wireErrors).find(
    (error) => error.code === code && error.fields.every((field) => problem[field] !== undefined),
  );
  if (known !== undefined) return known.revive(problem);
  const message = typeof detail === 'string' ? detail : `HTTP ${status}`;
  return new HttpError(status, typeof code === 'string' ? code : undefined, message);
}
