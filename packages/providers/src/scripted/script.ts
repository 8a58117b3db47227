/** A provider that plays a script, one scene per attempt, and records its requests. For tests and demos. */
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';

/** One item of a scene: a chunk, an error, or silence. */
export type Beat =
  | Chunk
  /** The stream throws this error. */
  | { type: 'throw'; error: unknown }
  /** The stream yields nothing until the attempt is stopped. */
  | { type: 'hang' };

/** The items that the provider yields in one attempt. */
export type Scene = readonly Beat[];

/** The provider that `scripted` returns, with the requests that it has received. */
export interface ScriptedProvider extends Provider {
  /** The requests, one for each attempt, in order. Their messages are copies. */
  readonly requests: readonly ProviderRequest[];
}

/**
 * Makes a provider that plays the first scene for the first attempt, and so on. The last scene is played for all
 * further attempts.
 */
export function scripted(...scenes: [Scene, ...Scene[]]): ScriptedProvider {
  const requests: ProviderRequest[] = [];
  async function* play(request: ProviderRequest): AsyncGenerator<Chunk> {
    const scene = scenes[Math.min(requests.length, scenes.length) - 1] ?? [];
    for (const beat of scene) {
      if (beat.type === 'throw') throw beat.error;
      else if (beat.type === 'hang') await stopped(request.signal);
      else yield beat;
    }
  }
  const provider = (request: ProviderRequest) => {
    requests.push({ ...request, messages: structuredClone(request.messages) });
    return play(request);
  };
  return Object.assign(provider, { requests });
}

/** A scene with a whole answer: the text word by word, then `finish`. */
export const answer = (text: string): Scene => [...say(text), { type: 'finish', reason: 'stop' }];

/** The text word by word, without the chunk that ends an answer. */
export const say = (text: string): Beat[] =>
  text.split(/(?<= )/).map((word) => ({ type: 'text', text: word }));

/**
 * An error such as the AI SDK throws for a response with an HTTP error status.
 *
 * @param headers of the response, such as `retry-after`
 */
export const httpError = (
  status: number,
  message = `HTTP ${status}`,
  headers: Record<string, string> = {},
): Beat => ({
  type: 'throw',
  error: Object.assign(new Error(message), { statusCode: status, responseHeaders: headers }),
});

/** The error for a connection that is cut in the middle of a stream, as undici (Node's `fetch`) reports it. */
export const cut: Beat = {
  type: 'throw',
  error: new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  }),
};

/** An item of a scene: the stream yields nothing until the attempt is stopped. */
export const hang: Beat = { type: 'hang' };

const stopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
