/** The thread that writes. Its imports are made late, because the other thread waits for their failure too. */
import { workerData } from 'node:worker_threads';
import { type Answer, raise, type ThreadData, turn } from './messages.ts';
import { toTransported } from './transported.ts';

const data = workerData as ThreadData;
try {
  const { serve } = await import('./serve.ts');
  serve(data);
} catch (error) {
  const failed: Answer = {
    type: 'error',
    error: toTransported(error),
    stopped: undefined,
    failures: 0,
  };
  data.port.postMessage(failed);
}
raise(data.turns, turn.started);
