/** What a page holds of a thread: an actor over HTTP. */
import type { Live, Message, StartOptions, Thread, ThreadEvent } from '@perdure/runtime';

/**
 * - `idle`: nobody subscribes
 * - `connecting`: the first answer is not there yet
 * - `open`: what is shown is what is
 * - `lost`: the server does not answer; it is asked again and again
 */
export type ConnectionState = 'idle' | 'connecting' | 'open' | 'lost';

export interface RemoteThread extends Thread {
  /**
   * Starts a run; if the thread is busy it is queued. Resolves once the prompt is recorded.
   *
   * @throws {HttpError} if the server refuses, or does not answer
   */
  start(options: Omit<StartOptions, 'policy'>): Promise<{ runId: string }>;
  /**
   * Reads a message, whatever its status: also a half that was discarded.
   *
   * @throws {HttpError} if there is none, or no answer
   */
  readMessage(messageId: string): Promise<Message>;
  /**
   * Reads recorded events after a number, in order: up to 500.
   *
   * @throws {HttpError} if there is no answer
   */
  readEvents(after: number): Promise<ThreadEvent[]>;
  /** The stream's connection. The view outlasts it. */
  readonly connection: Live<ConnectionState>;
}
