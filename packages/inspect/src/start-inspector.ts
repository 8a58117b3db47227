/** The inspector: a store's log on one side, viewers on the other. */
import type { ThreadEvent } from '@perdure/runtime';
import type { WebSocket } from 'ws';
import { both, type Log, type Selection, selectionIn } from './feed/selection.ts';
import { Receiver } from './relay/receiver.ts';
import { Relay } from './relay/relay.ts';
import { Shown } from './wire/shown.ts';

export interface InspectorOptions {
  /** The store that the runtime is given. It is only read. */
  store: Log;
  /** On 127.0.0.1. By default 8080, where receivers look; 0 for any. */
  port?: number;
  /** The one run, or the one thread, that may be seen at all. By default everything. */
  only?: Selection;
  /** Also what people, models and tools say: prompts, messages, inputs, outputs, questions, answers. By default not. */
  content?: boolean;
  /** How many threads a receiver is told of when it comes, those in which something happened last. By default 50. */
  threads?: number;
  /** The viewer that the page shows. By default Stately's. */
  viewer?: string;
  /** Origins of viewers that may be told, besides the machine's own pages. By default Stately's. */
  origins?: readonly string[];
  /** Told of a log that can't be read. By default written to stderr. */
  onError?: (error: unknown) => void;
}

export interface Inspector {
  /** The page with the viewer. `?run=r1` or `?thread=t1` show only that. */
  readonly url: string;
  /** For a receiver of your own; takes the same choice. */
  readonly socketUrl: string;
  /** Give it to `createRuntime`: without it a receiver is told of what is there, and of nothing new. */
  readonly onEvent: (event: ThreadEvent) => void;
  /** Lets the receivers go and the port free. Call it before the store is closed. */
  close(): Promise<void>;
}

const stately = ['https://stately.ai', 'https://editor.stately.ai'];

/**
 * Shows durable runs to the Stately inspector and its receivers, one actor a run. For whoever sits at this
 * machine: it listens on loopback, and it can't steer anything.
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
      await receiver.tell();
    } catch (error) {
      socket.close(1011, 'The log can not be read.');
      onError(error);
    }
    receivers.delete(receiver);
  }

  const at = `127.0.0.1:${await relay.open()}`;
  return {
    url: `http://${at}/`,
    socketUrl: `ws://${at}/`,
    onEvent(event) {
      for (const receiver of receivers) receiver.notice(event);
    },
    close: () => relay.close(),
  };
}
