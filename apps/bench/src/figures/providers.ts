/** Providers that answer at once, each in one way. */
import type { Provider } from '@perdure/runtime';

/** Fails with a 503 before its first piece, so that the run waits as its policy says. */
export const overloaded: Provider = async function* () {
  yield* [];
  throw Object.assign(new Error('HTTP 503'), { statusCode: 503 });
};

/** One piece of text, and `finish`. */
export const brief: Provider = async function* () {
  yield { type: 'text', text: 'Rayleigh.' };
  yield { type: 'finish', reason: 'stop' };
};

/** One piece of text, and silence. */
export const endless: Provider = async function* () {
  yield { type: 'text', text: 'Rayleigh' };
  await new Promise(() => {});
};
