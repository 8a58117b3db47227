/** Servers that fall silent, and callers that give up. */
import { begin, type Fault } from './fault.ts';

const never = new Promise<never>(() => {});

export const silences = {
  'silent-first': {
    does: 'sends nothing; the timeout of the client decides',
    silent: 'headers',
    answer: () => never,
  },
  'silent-body': {
    does: 'falls silent in the answer; the timeout of the client decides',
    silent: 'body',
    async answer(exchange, wire) {
      await begin(exchange, wire);
      return never;
    },
  },
  abort: {
    does: 'falls silent in the answer, and the caller aborts',
    caller: 'aborts',
    async answer(exchange, wire) {
      await begin(exchange, wire);
      return never;
    },
  },
  'abort-timeout': {
    does: "falls silent in the answer, and the caller's `AbortSignal.timeout` fires",
    caller: 'timesOut',
    async answer(exchange, wire) {
      await begin(exchange, wire);
      return never;
    },
  },
} satisfies Record<string, Fault>;
