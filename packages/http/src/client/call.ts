/** JSON there and back. */
import { HttpError } from './http-error.ts';

type Fetch = typeof globalThis.fetch;

/** @throws {HttpError} if the server refuses, or does not answer */
export const get = <T>(fetch: Fetch, url: string): Promise<T> => call(fetch, url, {});

/** @throws {HttpError} if the server refuses, or does not answer */
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
  if (response.ok) return answer as T;
  const { code, detail } = (answer ?? {}) as { code?: string; detail?: string };
  throw new HttpError(response.status, code, detail ?? `HTTP ${response.status}`);
}
