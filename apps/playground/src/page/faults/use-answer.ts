/** The answer to a question that is asked again at every occasion; the last one stays while there is no new one. */
import { useEffect, useState } from 'react';

/** @param ask must be the same function at every render */
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
      // A server that is away says nothing new; when it is back, that is an occasion.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, occasion]);

  return [answer, setAnswer];
}
