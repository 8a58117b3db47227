/** Starts the inspector, which shows the log of a store to viewers. */
import type { Duplex } from 'node:stream';
import { errorText } from '@perdure/failure';
import { reporter, type ThreadEvent } from '@perdure/thread';
import type { WebSocket } from 'ws';
import { checkOptions } from './check-options.ts';
import { Recent } from './feed/recent.ts';
import { both, type Log, type Selection, selectionIn } from './feed/selection.ts';
import { Receiver } from './relay/receiver.ts';
import { Relay } from './relay/relay.ts';
import { Shown } from './wire/shown.ts';

export interface InspectorOptions {
  /** The store of the runtime. The inspector only reads it. */
  store: Log;
  /** The port on 127.0.0.1; 0 for any free port. @default 8080, the port that receivers of `@statelyai/inspect` try */
  port?: number;
  /** The one run or the one thread that receivers may see. @default all runs */
  only?: Selection;
  /** True to show content too: prompts, messages, inputs and outputs of tools, questions and answers. @default false */
  content?: boolean;
  /** Number of threads that a receiver gets when it connects: the most recently changed ones. @default 50 */
  threads?: number;
  /** URL of the viewer that the page shows in a frame. @default 'https://stately.ai/inspect' */
  viewer?: string;
  /**
   * Origins of viewers that may connect, in addition to the origin of `viewer` and to pages of this machine.
   *
   * @default ['https://stately.ai', 'https://editor.stately.ai']
   */
  origins?: readonly string[];
  /** Called with the error if the log cannot be read. @default prints it without credentials */
  onError?: (error: unknown) => void;
}

export interface Inspector {
  /** URL of the page with the viewer. Append `?run=r1` or `?thread=t1` to show only one run or one thread. */
  readonly url: string;
  /** URL of the socket, for a receiver of your own. It takes the same parameters as `url`. */
  readonly socketUrl: string;
  /** Pass this function to `createRuntime`. Without it, a receiver gets only the events that were recorded before. */
  readonly onEvent: (event: ThreadEvent) => void;
  /** Disconnects the receivers and frees the port. Call it before you close the store. */
  close(): Promise<void>;
}

const stately = ['https://stately.ai', 'https://editor.stately.ai'];

/**
 * Shows durable runs to the Stately inspector and to its receivers. Each run is shown as one actor. The inspector
 * listens on loopback only, and cannot change a run.
 *
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 * @throws {PortTakenError} if another program uses the port
 */
export async function startInspector(options: InspectorOptions): Promise<Inspector> {
  const { store, port = 8080, only = {}, threads = 50, origins = stately } = options;
  checkOptions({ ...options, port, only, threads, origins });
  const onError = reporter(
    options.onError ?? ((error) => console.error('perdure:', errorText(error))),
  );
  const viewer = new URL(options.viewer ?? 'https://stately.ai/inspect');
  const shown = new Shown(options.content ?? false);
  const receivers = new Set<Receiver>();
  const recent = new Recent(store);

  const relay = new Relay({
    port,
    viewer,
    origins: [...new Set([viewer.origin, ...origins])],
    admit(url) {
      const selection = both(only, selectionIn(url));
      if (selection === undefined)
        return { status: 403, reason: 'The inspector was started for another run or thread.' };
      return (socket, connection) => void serve(socket, connection, selection);
    },
  });

  async function serve(socket: WebSocket, connection: Duplex, selection: Selection): Promise<void> {
    const receiver = new Receiver({ socket, connection, log: recent, selection, shown, threads });
    receivers.add(receiver);
    socket.on('error', () => socket.terminate());
    try {
      await receiver.serve();
    } catch (error) {
      socket.close(1011, 'The log can not be read.');
      onError(error);
    }
    receivers.delete(receiver);
    if (receivers.size === 0) recent.clear();
  }

  const address = `127.0.0.1:${await relay.open()}`;
  return {
    url: `http://${address}/`,
    socketUrl: `ws://${address}/`,
    onEvent(event) {
      if (receivers.size === 0) return;
      recent.add(event);
      for (const receiver of receivers) receiver.notice(event);
    },
    close: () => relay.close(),
  };
}
