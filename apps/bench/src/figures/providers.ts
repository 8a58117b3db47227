/** Providers that answer without a wait, each in a way of its own. */
import type { Provider } from '@perdure/runtime';

/** A provider that fails with a 503 before its first piece, so that the run waits for a retry as its policy says. */
export const overloaded: Provider = async function* () {
  yield* [];
  throw Object.assign(new Error('HTTP 503'), { statusCode: 503 });
};

/** A provider that sends one piece of text, and then `finish`. */
export const brief: Provider = async function* () {
  yield { type: 'text', text: 'Rayleigh.' };
  yield { type: 'finish', reason: 'stop' };
};

/** A provider that sends one piece of text, and then nothing. */
export const endless: Provider = async function* () {
  yield { type: 'text', text: 'Rayleigh' };
  await new Promise(() => {});
};
