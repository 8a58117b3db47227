/** Models that do one thing, at once. */
import type { Provider } from '@perdure/runtime';

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

/** One word, and no end. */
export const endless: Provider = async function* () {
  yield { type: 'text', text: 'Rayleigh' };
  await new Promise(() => {});
};
