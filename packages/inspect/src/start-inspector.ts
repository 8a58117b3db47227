/** Connects a store's log with viewers: the inspector's entry. */
import type { ThreadEvent } from '@perdure/thread';
import type { WebSocket } from 'ws';
import { both, type Log, type Selection, selectionIn } from './feed/selection.ts';
import { Receiver } from './relay/receiver.ts';
import { Relay } from './relay/relay.ts';
import { Shown } from './wire/shown.ts';

export interface InspectorOptions {
  /** The runtime's store. It is only read. */
  store: Log;
  /** Port on 127.0.0.1; 0 for any free one. @default 8080, where receivers of `@statelyai/inspect` look */
  port?: number;
  /** The only run, or the only thread, that receivers may see. @default everything */
  only?: Selection;
  /** Shows content too: prompts, messages, inputs and outputs of tools, questions, answers. @default false */
  content?: boolean;
  /** Threads that a receiver gets when it connects, the most recently changed ones. @default 50 */
  threads?: number;
  /** URL of the viewer that the page frames. @default 'https://stately.ai/inspect' */
  viewer?: string;
  /**
   * Origins of viewers that may connect, besides the origin of `viewer` and pages of this machine.
   *
   * @default ['https://stately.ai', 'https://editor.stately.ai']
   */
  origins?: readonly string[];
  /** Called with the error of a log that can't be read. @default console.error */
  onError?: (error: unknown) => void;
}

export interface Inspector {
  /** The page with the viewer. Add `?run=r1` or `?thread=t1` to show only that. */
  readonly url: string;
  /** For a receiver of your own; takes the same parameters as `url`. */
  readonly socketUrl: string;
  /** Pass it to `createRuntime`. Without it, a receiver gets the recorded events and no later ones. */
  readonly onEvent: (event: ThreadEvent) => void;
  /** Disconnects the receivers and frees the port. Call it before the store is closed. */
  close(): Promise<void>;
}

const stately = ['https://stately.ai', 'https://editor.stately.ai'];

/**
 * Shows durable runs to the Stately inspector and its receivers, one actor a run. Listens on loopback only, and can't
 * steer a run.
 *
 * @throws {PortTakenError} if another program has the port
 */
export async function startInspector(options: InspectorOptions): Promise<Inspector> {
  const { store, port = 8080, only = {}, threads = 50, origins = stately } = options;
  const onError = options.onError ?? ((error) => console.error('perdure:', error));
  const viewer = new URL(options.viewer ?? 'https://stately.ai/inspect');
  const shown = new Shown(options.content ?? false);
  const receivers = new Set<Receiver>();

  const relay = new Relay({
    port,
    viewer,
    origins: [...new Set([viewer.origin, ...origins])],
    admit(url) {
      const selection = both(only, selectionIn(url));
      if (selection === undefined)
        return { status: 403, reason: 'The inspector was started for another run or thread.' };
      return (socket) => void serve(socket, selection);
    },
  });

  async function serve(socket: WebSocket, selection: Selection): Promise<void> {
    const receiver = new Receiver({ socket, log: store, selection, shown, threads });
    receivers.add(receiver);
    socket.on('error', () => socket.terminate());
    try {
      await receiver.serve();
    } catch (error) {
      socket.close(1011, 'The log can not be read.');
      onError(error);
    }
    receivers.delete(receiver);
  }

  const address = `127.0.0.1:${await relay.open()}`;
  return {
    url: `http://${address}/`,
    socketUrl: `ws://${address}/`,
    onEvent(event) {
      for (const receiver of receivers) receiver.notice(event);
    },
    close: () => relay.close(),
  };
}
