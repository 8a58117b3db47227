/** Records at intervals the text of a message that is being written, for people to read after a crash. */
import type { Message } from '@perdure/thread';
import type { Clock } from '../ports/clock.ts';

export interface CheckpointOptions {
  clock: Clock;
  /** Time between two checkpoints, milliseconds. */
  everyMs: number;
  message: () => Message | undefined;
  record: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** Starts checkpoints. Skips one if the message is unchanged since the last. Returns a function that stops them. */
export function startCheckpoints(options: CheckpointOptions): () => void {
  const { clock, everyMs, message, record, onError } = options;
  let recorded = '';
  let timer: unknown;
  const tick = () => {
    try {
      const text = JSON.stringify(message()?.parts ?? []);
      if (text !== recorded && text !== '[]') {
        recorded = text;
        record().catch(onError);
      }
    } catch (error) {
      // Nobody catches what a timer throws, so it would end the process.
      onError(error);
    }
    timer = clock.setTimeout(tick, everyMs);
  };
  timer = clock.setTimeout(tick, everyMs);
  return () => clock.clearTimeout(timer);
}
