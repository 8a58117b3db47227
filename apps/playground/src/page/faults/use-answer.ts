/** The response to a request that is sent again at each occasion. The last response stays until the next one. */
import { useEffect, useState } from 'react';

/**
 * @param ask must be the same function at every render
 * @param occasion a new value sends the request again
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
      // Ignored, because the return of the server is the next occasion.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, occasion]);

  return [answer, setAnswer];
}
