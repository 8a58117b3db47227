/** Records at intervals the text of a message that is being written, for people to read after a crash. */
import { RuntimeClosedError } from '@perdure/thread';
import type { Clock } from '../ports/clock.ts';

export interface CheckpointOptions {
  clock: Clock;
  /** Time between two checkpoints, milliseconds. */
  everyMs: number;
  /** True if something is to be recorded. Called at each interval, so that it must not read the message. */
  isDue: () => boolean;
  record: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** Starts checkpoints, one at a time. Returns a function that stops them. */
export function startCheckpoints(options: CheckpointOptions): () => void {
  const { clock, everyMs, isDue, record, onError } = options;
  let isRecording = false;
  let timer: unknown;
  const tick = () => {
    if (isDue() && !isRecording) {
      isRecording = true;
      record()
        .catch((error) => {
          // A runtime that closes hands the attempt over, with its text.
          if (!(error instanceof RuntimeClosedError)) onError(error);
        })
        .finally(() => {
          isRecording = false;
        });
    }
    timer = clock.setTimeout(tick, everyMs);
  };
  timer = clock.setTimeout(tick, everyMs);
  return () => clock.clearTimeout(timer);
}
