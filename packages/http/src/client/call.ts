/** Sends requests. A refusal is thrown as the error that the runtime threw. */
import { wireErrors } from '../wire-errors.ts';
import { HttpError } from './http-error.ts';

export type Fetch = typeof globalThis.fetch;

/** Longest wait for an answer, milliseconds. */
export const defaultTimeoutMs = 60_000;

/** The `fetch` with a limit of time, because a connection can be silent for ever. */
export const withTimeout =
  (fetch: Fetch, timeoutMs = defaultTimeoutMs): Fetch =>
  (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });

/** Sends a GET request. @throws {HttpError} or an error of the thread, by the answer's `code` */
export const get = <T>(fetch: Fetch, url: string): Promise<T> => callJson(fetch, url, {});

/** Sends a POST request. @throws {HttpError} or an error of the thread, by the answer's `code` */
export const post = <T>(fetch: Fetch, url: string, body: unknown): Promise<T> =>
  callJson(fetch, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Sends a request that is answered with JSON. @throws {HttpError} or an error of the thread */
export async function callJson<T>(fetch: Fetch, url: string, init: RequestInit): Promise<T> {
  const response = await call(fetch, url, init);
  const answer = await readJson(response);
  if (typeof answer === 'object' && answer !== null) return answer as T;
  throw foreign(response);
}

/** Sends a request, and resolves with an answer of status 2xx. @throws {HttpError} or an error of the thread */
export async function call(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    throw new HttpError(0, undefined, isTimeout(cause) ? tooLate : 'The server does not answer.', {
      cause,
    });
  }
  if (response.ok) return response;
  throw toError(response.status, ((await readJson(response)) ?? {}) as Partial<ProblemDetails>);
}

const tooLate =
  'The server has not answered in time. It may have received the request: look at the thread before you send it again.';

const isTimeout = (cause: unknown): boolean =>
  cause instanceof Error && cause.name === 'TimeoutError';

/** The error for an answer of status 2xx that is not what was asked for. */
export const foreign = ({ status }: Response): HttpError =>
  new HttpError(status, undefined, 'The answer is not from this server, or was cut off.');

/** The answer's JSON; undefined if it has none. */
const readJson = (response: Response): Promise<unknown> => response.json().catch(() => undefined);

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
