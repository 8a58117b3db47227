/** A hook that sends a request again at each new occasion, and keeps the last response until the next one comes. */
import { useEffect, useState } from 'react';

/**
 * @param ask sends the request; must be the same function at every render
 * @param occasion any text; a new value sends the request again
 */
export function useAnswer<T>(
  ask: () => Promise<T>,
  occasion: string,
): [answer: T | undefined, setAnswer: (answer: T) => void] {
  const [answer, setAnswer] = useState<T>();

  useEffect(() => {
    let isCurrent = true;
    ask().then(
      (next) => {
        if (isCurrent) setAnswer(next);
      },
      // The error is ignored, because the request is sent again when the server is back.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, occasion]);

  return [answer, setAnswer];
}
