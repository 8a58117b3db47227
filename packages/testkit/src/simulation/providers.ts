/** Providers that do what the history says. They keep the contract of a provider, or break it. */
import type { Chunk, Provider, ProviderRequest } from '@perdure/runtime';
import { httpError, LedCall, type LedCallOptions } from '../provider/index.ts';

/**
 * How a call behaves at its start and when its signal aborts.
 *
 * - `heeds`: throws the signal's reason at once
 * - `deaf`: ignores the signal and continues
 * - `throwsLate`: throws the signal's reason one event-loop turn later
 * - `throwsAtOnce`: the provider function itself throws, before there is a stream
 * - `throwsOnFirst`: the stream throws when its first chunk is asked for
 */
export const manners = ['heeds', 'deaf', 'throwsLate', 'throwsAtOnce', 'throwsOnFirst'] as const;
export type Manner = (typeof manners)[number];

/** The next step of a call: what it yields, or how it ends. */
export const providerActs = [
  'text',
  'flood',
  'reasoning',
  'toolCall',
  'toolResult',
  'badToolResult',
  'finishStep',
  'ask',
  'finish',
  'finishEmpty',
  'finishCutOff',
  'finishFiltered',
  'alive',
  'end',
  'unavailable',
  'slowDown',
  'refused',
  'windowUsedUp',
  'unauthorized',
  'reset',
  'leak',
  'leakUnknown',
  'throwsNothing',
  'throwsHostile',
] as const;
export type ProviderAct = (typeof providerActs)[number];

/** An API key whose beginning tells it, and one that only the word beside it tells. */
const [secret, bare] = ['sk-canary-0123456789abcdef', 'q7Zc4Vn2Kx9Lm5Rt'];

/** True if a key from the text of an error is in a value. It must be neither in the store nor in the log (G10). */
export const holdsKey = (value: unknown): boolean => {
  const json = JSON.stringify(value) ?? '';
  return json.includes(secret) || json.includes(bare);
};

/** Forms in which clients show a request: a sentence, a header, a list of headers, an address, a body. */
const leaked = [
  `Bad upstream key ${secret}`,
  `Authorization: Bearer ${secret}`,
  `rawHeaders: [ 'x-api-key', '${bare}' ]`,
  `https://host.example/v1?apikey=${bare}`,
  `{"token":"${bare}"}`,
  `the password is ${bare}`,
].join(', ');

const errors = {
  unavailable: () => httpError(503, 'Service Unavailable'),
  slowDown: () => httpError(429, 'Slow down', { 'retry-after': '5' }),
  refused: () => httpError(429, 'This effort is not served'),
  windowUsedUp: () => httpError(503, 'Come back later', { 'retry-after': '3600' }),
  unauthorized: () => httpError(401, 'Who are you?'),
  reset: () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  leak: () => httpError(500, leaked),
  leakUnknown: () =>
    Object.assign(new Error(`The flux of ${secret} is out of phase`), {
      code: secret,
      cause: { detail: [`authorization: ${secret}`, 'x-api-key', bare] },
    }),
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
} satisfies Partial<Record<ProviderAct, () => unknown>>;

interface Call {
  led: LedCall;
  /** Returns true once the process that made the call is dead. */
  isDead: () => boolean;
  /** The id of the tool call that has no result yet; null if there is none. */
  openToolCall: string | null;
}

export class SimulatedProviders {
  /** How later calls behave at their start and when their signal aborts. */
  manner: Manner = 'heeds';
  /** `run:tool call` of each tool result after which the runtime has read on. Such a result must be recorded (G7). */
  readonly confirmed = new Set<string>();
  readonly #calls: Call[] = [];
  #ids = 0;

  /**
   * The provider for one process.
   *
   * @param onCall called at the beginning of each call, if the process that makes the call is alive
   */
  provider(isDead: () => boolean, onCall: (request: ProviderRequest) => void): Provider {
    return (request) => {
      if (!isDead()) onCall(request);
      if (this.manner === 'throwsAtOnce') throw errors.unavailable();
      return new LedCall(request, this.#options(request, isDead)).chunks();
    };
  }

  /**
   * The calls made so far. @param isLive true: calls that the runtime reads; false: calls that are stopped, or whose
   * process is dead
   */
  calls(isLive: boolean): Call[] {
    return this.#calls.filter(
      ({ led, isDead }) => isLive !== (isDead() || led.request.signal.aborted),
    );
  }

  act(call: Call, act: ProviderAct): void {
    const { led } = call;
    if (act === 'end') led.end();
    else if (act in errors) led.fail(errors[act as keyof typeof errors]());
    else led.send(...this.#chunks(call, act as Exclude<ProviderAct, 'end' | keyof typeof errors>));
  }

  #options({ runId, signal }: ProviderRequest, isDead: () => boolean): LedCallOptions {
    const { manner } = this;
    return {
      onStart: (led) => {
        this.#calls.push({ led, isDead, openToolCall: null });
        if (manner === 'throwsOnFirst') led.fail(errors.unavailable());
      },
      onAbort: (led) => {
        const fail = () => led.fail(signal.reason);
        if (manner === 'throwsLate') setImmediate(fail);
        else if (manner !== 'deaf') fail();
      },
      onRead: (chunk) => {
        if (chunk.type === 'toolResult' && !isDead() && !signal.aborted)
          this.confirmed.add(`${runId}:${chunk.id}`);
      },
    };
  }

  #chunks(call: Call, act: Exclude<ProviderAct, 'end' | keyof typeof errors>): Chunk[] {
    const id = `${++this.#ids}`;
    switch (act) {
      case 'text':
      case 'reasoning':
        return [{ type: act, text: `word ${id} ` }];
      case 'flood':
        return Array.from({ length: 600 }, (_, n): Chunk => ({ type: 'text', text: `${n},` }));
      case 'toolCall':
        call.openToolCall = id;
        return [{ type: 'toolCall', id, name: 'pay', input: { amount: 5 } }];
      case 'toolResult': {
        const open = call.openToolCall ?? id;
        call.openToolCall = null;
        return [{ type: 'toolResult', id: open, name: 'pay', output: `paid ${id}` }];
      }
      case 'badToolResult':
        return [{ type: 'toolResult', id, name: 'pay', output: 5n as never }];
      case 'finishStep':
        return [{ type: 'finishStep' }];
      case 'ask':
        return [{ type: 'ask', question: `Sure? ${id}` }];
      case 'finish':
        return [
          { type: 'text', text: `answer ${id}` },
          { type: 'finish', reason: 'stop', usage: { outputTokens: 1 } },
        ];
      case 'finishEmpty':
        return [{ type: 'finish', reason: 'stop' }];
      case 'finishCutOff':
        return [{ type: 'finish', reason: 'length' }];
      case 'finishFiltered':
        return [{ type: 'finish', reason: 'content-filter' }];
      case 'alive':
        return [{ type: 'startStep', request: { id } }, { type: 'alive' }];
    }
  }
}
