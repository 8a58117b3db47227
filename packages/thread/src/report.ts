/** Calls functions of an app: what they throw, or reject with, is reported and never comes back to the caller. */

/** Takes an error that no caller could get. Never throws. */
export type Report = (error: unknown) => void;

/** Calls a function of an app. An error that it throws, or with which its promise rejects, goes to `report`. */
export function tryCall<A extends unknown[]>(
  report: Report,
  call: (...given: A) => unknown,
  ...given: A
): void {
  try {
    const result = call(...given);
    if (result instanceof Promise) result.catch(report);
  } catch (error) {
    report(error);
  }
}

/** The global object, typed by hand, because browsers have `reportError` and Node has not. */
const page = globalThis as { reportError?: (error: unknown) => void };

const toConsole = (error: unknown): void => console.error('perdure:', error);

/**
 * Makes a `Report` of an app's `onError`. If `onError` fails too, both errors go to the console.
 *
 * @param onError `reportError` by default, as a page's own unhandled errors; `console.error` where there is none
 */
export function reporter(
  onError: (error: unknown) => void = page.reportError ?? toConsole,
): Report {
  return (error) =>
    tryCall(
      (failed) => console.error('perdure: onError has failed:', failed, 'It was given:', error),
      onError,
      error,
    );
}

/** The promise, whose rejection does not end the process if nobody handles it. Whoever awaits it gets the rejection. */
export function keptForLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
