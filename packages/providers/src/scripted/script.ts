/** A provider that plays a script, one scene an attempt, and keeps what it was sent. For tests and demos. */
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';

export type Beat =
  | Chunk
  /** The stream breaks with this error. */
  | { type: 'throw'; error: unknown }
  /** Nothing more comes, until the attempt is stopped. */
  | { type: 'hang' };

export type Scene = readonly Beat[];

export interface ScriptedProvider extends Provider {
  /** One for each attempt, in order. */
  readonly requests: readonly ProviderRequest[];
}

/** The last scene is played for all attempts that follow. */
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

/** An answer in words, whole. */
export const answer = (text: string): Scene => [...say(text), { type: 'finish', reason: 'stop' }];

/** The text word by word, and no end. */
export const say = (text: string): Beat[] =>
  text.split(/(?<= )/).map((word) => ({ type: 'text', text: word }));

/** An error as SDKs throw it for an HTTP status. */
export const httpError = (
  status: number,
  message = `HTTP ${status}`,
  headers: Record<string, string> = {},
): Beat => ({
  type: 'throw',
  error: Object.assign(new Error(message), { statusCode: status, responseHeaders: headers }),
});

/** A connection that is cut in mid-stream, as undici reports it. */
export const cut: Beat = {
  type: 'throw',
  error: new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  }),
};

export const hang: Beat = { type: 'hang' };

const stopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
