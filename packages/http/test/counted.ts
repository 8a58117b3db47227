/** A runtime that counts the subscriptions of its threads' streams. */
import type { Runtime } from '@perdure/runtime';
import { Observable } from 'rxjs';

export interface Counted {
  runtime: Runtime;
  /** Subscriptions that are open now. */
  subscriptions: () => number;
}

export function counted(runtime: Runtime): Counted {
  let open = 0;
  return {
    subscriptions: () => open,
    runtime: {
      ...runtime,
      thread(id) {
        const thread = runtime.thread(id);
        return {
          ...thread,
          stream: (from) =>
            new Observable((subscriber) => {
              open++;
              subscriber.add(() => open--);
              return thread.stream(from).subscribe(subscriber);
            }),
        };
      },
    },
  };
}
