/** Models that do one thing, at once. */
import type { Provider } from '@perdure/runtime';
import { sent } from '../runs/workload.ts';

/** Not one word. A run of it waits for as long as its policy says. */
export const overloaded: Provider = async function* () {
  yield* [];
  throw Object.assign(new Error('HTTP 503'), { statusCode: 503 });
};

/** One word, and the end. */
export const brief: Provider = async function* () {
  yield { type: 'text', text: 'Rayleigh.' };
  yield { type: 'finish', reason: 'stop' };
};

/** The one workload of all contenders. */
export const flaky: Provider = ({ retry }) =>
  sent(retry, { type: 'text', text: 'twenty bytes of text' }, { type: 'finish', reason: 'stop' });
