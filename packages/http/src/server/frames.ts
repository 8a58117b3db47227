/** A stream of items as frames that a reader takes at its own pace. */
import {
  formatPosition,
  isDelta,
  type Position,
  positionAfter,
  type StreamItem,
} from '@perdure/runtime/view';
import type { Observable } from 'rxjs';

export interface Frame {
  /** Where the reader stands once it has the frame. */
  id: string;
  data: string;
}

/** Items that a slow reader may be behind. Beyond, it is let go; it comes back and resumes. */
const mostBehind = 10_000;

/**
 * Joins the stream at once. The frames end when the signal aborts, the stream does, or the reader is too far behind.
 *
 * @throws what the stream errs with at once, such as an UnknownPositionError
 */
export function frames(
  stream: (from: Position) => Observable<StreamItem>,
  from: Position,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let waiting: StreamItem[] = [];
  let isOver = false;
  let wake = () => {};
  const end = () => {
    isOver = true;
    wake();
  };
  let failed: { error: unknown } | undefined;
  let isReplaying = true;
  const subscription = stream(from).subscribe({
    next: (item) => {
      add(waiting, item);
      // The log itself may be long, and is there to be read.
      if (!isReplaying && waiting.length > mostBehind) end();
      wake();
    },
    complete: end,
    error: (error: unknown) => {
      if (isReplaying) failed = { error };
      end();
    },
  });
  isReplaying = false;
  if (failed !== undefined) throw failed.error;
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  return take();

  async function* take(): AsyncGenerator<Frame> {
    let position = from;
    try {
      for (;;) {
        const items = waiting;
        waiting = [];
        for (const item of items) {
          if (signal.aborted) return;
          position = positionAfter(position, item);
          yield { id: formatPosition(position), data: JSON.stringify(item) };
        }
        if (isOver) return;
        if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', end);
      subscription.unsubscribe();
    }
  }
}

/** Text that follows on text still waiting becomes one piece: whoever is behind catches up in larger steps. */
function add(waiting: StreamItem[], item: StreamItem): void {
  const last = waiting.at(-1);
  if (
    last !== undefined &&
    isDelta(last) &&
    isDelta(item) &&
    last.messageId === item.messageId &&
    last.index === item.index &&
    'text' in last.part &&
    'text' in item.part
  ) {
    const part = { ...last.part, text: last.part.text + item.part.text };
    waiting[waiting.length - 1] = { ...last, part };
  } else {
    waiting.push(item);
  }
}
