/** Providers led by the history, which keep the contract or break it in every way there is. */
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';

/** How the calls that follow behave towards the one who calls. */
export const manners = ['heeds', 'deaf', 'throwsLate', 'throwsAtOnce', 'throwsOnFirst'] as const;
export type Manner = (typeof manners)[number];

/** What an attempt does next. */
export const acts = [
  'text',
  'flood',
  'reasoning',
  'toolCall',
  'toolResult',
  'badToolResult',
  'step',
  'ask',
  'finish',
  'end',
  'unavailable',
  'slowDown',
  'refused',
  'windowUsedUp',
  'unauthorized',
  'reset',
  'leak',
  'throwsNothing',
  'throwsHostile',
] as const;
export type Act = (typeof acts)[number];

/** Must never be found in what is stored or told (G10). */
export const secret = 'sk-canary-0123456789abcdef';

interface Call {
  request: ProviderRequest;
  /** Its life has ended: nobody listens any more. */
  isOver: () => boolean;
  say: (beat: Beat) => void;
  /** The call of a tool that is not answered yet. */
  open: string | null;
}

type Beat = Chunk | { type: 'throw'; error: unknown } | { type: 'end' };

const httpError = (status: number, message: string, headers: Record<string, string> = {}) =>
  Object.assign(new Error(message), { statusCode: status, responseHeaders: headers });

const errors = {
  unavailable: () => httpError(503, 'Service Unavailable'),
  slowDown: () => httpError(429, 'Slow down', { 'retry-after': '5' }),
  refused: () => httpError(429, 'This effort is not served'),
  windowUsedUp: () => httpError(503, 'Come back later', { 'retry-after': '3600' }),
  unauthorized: () => httpError(401, 'Who are you?'),
  reset: () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  leak: () => httpError(500, `Bad upstream key ${secret}, Authorization: Bearer ${secret}`),
  throwsNothing: () => undefined,
  throwsHostile: () =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('Do not look at me.');
        },
      },
    ),
} satisfies Partial<Record<Act, () => unknown>>;

export class Puppets {
  manner: Manner = 'heeds';
  /** `run:tool call` of results after which the stream was read on: recorded, and not to be had again (G7). */
  readonly confirmed = new Set<string>();
  readonly #calls: Call[] = [];
  #ids = 0;

  /** @param onCall before anything else, for each call of a life that is alive */
  provider(isOver: () => boolean, onCall: (request: ProviderRequest) => void): Provider {
    return (request) => {
      if (!isOver()) onCall(request);
      if (this.manner === 'throwsAtOnce') throw errors.unavailable();
      return this.#play(request, isOver, this.manner);
    };
  }

  /** Calls that somebody still listens to, or those that nobody does. */
  calls(isLive: boolean): Call[] {
    return this.#calls.filter(
      ({ request, isOver }) => isLive !== (isOver() || request.signal.aborted),
    );
  }

  act(call: Call, act: Act): void {
    for (const beat of this.#beats(call, act)) call.say(beat);
  }

  async *#play(
    request: ProviderRequest,
    isOver: () => boolean,
    manner: Manner,
  ): AsyncGenerator<Chunk> {
    const beats: Beat[] = [];
    let wake = () => {};
    const say = (beat: Beat) => {
      beats.push(beat);
      wake();
    };
    this.#calls.push({ request, isOver, say, open: null });
    if (manner === 'throwsOnFirst') throw errors.unavailable();
    if (manner !== 'deaf') {
      request.signal.addEventListener('abort', () => {
        const hangUp = () => say({ type: 'throw', error: request.signal.reason });
        if (manner === 'throwsLate') setImmediate(hangUp);
        else hangUp();
      });
    }
    for (;;) {
      const beat = beats.shift();
      if (beat === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (beat.type === 'throw') throw beat.error;
      else if (beat.type === 'end') return;
      else {
        yield beat;
        const isHeard = !isOver() && !request.signal.aborted;
        if (beat.type === 'toolResult' && isHeard)
          this.confirmed.add(`${request.runId}:${beat.id}`);
      }
    }
  }

  #beats(call: Call, act: Act): Beat[] {
    const id = `${++this.#ids}`;
    switch (act) {
      case 'text':
      case 'reasoning':
        return [{ type: act, text: `word ${id} ` }];
      case 'flood':
        return Array.from({ length: 600 }, (_, n): Beat => ({ type: 'text', text: `${n},` }));
      case 'toolCall':
        call.open = id;
        return [{ type: 'toolCall', id, name: 'pay', input: { amount: 5 } }];
      case 'toolResult': {
        const open = call.open ?? id;
        call.open = null;
        return [{ type: 'toolResult', id: open, name: 'pay', output: `paid ${id}` }];
      }
      case 'badToolResult':
        return [{ type: 'toolResult', id, name: 'pay', output: 5n as never }];
      case 'step':
        return [{ type: 'step' }];
      case 'ask':
        return [{ type: 'ask', question: `Sure? ${id}` }];
      case 'finish':
        return [{ type: 'finish', reason: 'stop' }];
      case 'end':
        return [{ type: 'end' }];
      default:
        return [{ type: 'throw', error: errors[act]() }];
    }
  }
}
