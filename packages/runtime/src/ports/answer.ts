/** Answers that come at once or with a promise. What follows an answer at once happens at once. */

export type Answer<T> = T | Promise<T>;

/** The methods of `T`, each of which answers at once or with a promise. */
export type Answering<T> = {
  [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Answer<Result>
    : never;
};

export const isPromise = <T>(answer: Answer<T>): answer is Promise<T> => answer instanceof Promise;

/** Calls `next` with the answer. An error at once is thrown, and a later one rejects. */
export const andThen = <T, R>(answer: Answer<T>, next: (value: T) => Answer<R>): Answer<R> =>
  isPromise(answer) ? answer.then(next) : next(answer);

/** The answer as a promise, which rejects with an error at once too. */
export const toPromise = <T>(ask: () => Answer<T>): Promise<T> =>
  new Promise((resolve) => resolve(ask()));

/** Calls `ask`, and then `next` with its answer or `fail` with its error. */
export function settle<T>(
  ask: () => Answer<T>,
  next: (value: T) => void,
  fail: (error: unknown) => void,
): void {
  let answer: Answer<T>;
  try {
    answer = ask();
  } catch (error) {
    fail(error);
    return;
  }
  if (isPromise(answer)) answer.then(next, fail);
  else next(answer);
}
