/** Sends an answer to the client piece by piece, and applies the planned fault. */
import { once } from 'node:events';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { setTimeout as sleep, setImmediate as yieldTurn } from 'node:timers/promises';
import type { AnswerFault } from './fault.ts';
import { openAiError } from './openai-error.ts';
import type { ReceivedRequest } from './request-log.ts';
import type { Script } from './script.ts';
import type { ModelState } from './state.ts';

/** The connection to the client. */
export interface Connection {
  /** Aborts once either side has closed the connection. */
  readonly closed: AbortSignal;
  /** Closes the connection after the bytes already written. The end of the body is not sent. */
  cut(): void;
}

export interface Delivery {
  script: Script;
  fault: AnswerFault;
  /** The log entry of the request. It is updated while the answer is sent. */
  entry: ReceivedRequest;
  state: ModelState;
  connection: Connection;
}

const utf8 = new TextEncoder();

/** Makes the response's body. The log entry is updated even if the body is never read. */
export function deliver(delivery: Delivery): ReadableStream<Uint8Array> {
  const { entry, connection } = delivery;
  void closing(connection).then(() => {
    if (entry.outcome === 'streaming') entry.outcome = 'disconnected';
  });
  // The stream has no buffer: a chunk is made only after the previous one has been written.
  return NodeStream.from(chunks(delivery)) as ReadableStream<Uint8Array>;
}

async function* chunks(delivery: Delivery): AsyncGenerator<Uint8Array> {
  for await (const text of texts(delivery)) yield utf8.encode(text);
}

async function* texts(delivery: Delivery): AsyncGenerator<string> {
  if (delivery.fault.kind !== 'emptyBody') {
    yield* pings(delivery);
    yield* content(delivery);
  }
  yield* end(delivery);
}

async function* pings({ fault, script, ...delivery }: Delivery): AsyncGenerator<string> {
  if (fault.kind !== 'pings') return;
  for (let sent = 0; sent < fault.count; sent += 1) {
    await pause(fault.everyMs, delivery);
    yield script.format.ping(fault.as);
  }
}

async function* content({ fault, script, ...delivery }: Delivery): AsyncGenerator<string> {
  yield script.format.opening();
  for (const piece of script.pieces) {
    await pause(fault.kind === 'toolCall' ? fault.pieceDelayMs : undefined, delivery);
    yield script.format.piece(piece);
    delivery.entry.sentTokens += 1;
  }
}

async function* end({ fault, script, entry, connection }: Delivery): AsyncGenerator<string> {
  // The outcome is noted before the last chunk is sent, because a client may disconnect as soon as it has that chunk.
  switch (fault.kind) {
    case 'ok':
    case 'reasoning':
    case 'toolCall':
    case 'pings':
      entry.outcome = 'completed';
      yield script.format.ending(script.ending);
      break;
    case 'finish':
      entry.outcome = 'failed';
      yield script.format.ending(script.ending);
      break;
    case 'cut':
      entry.outcome = 'failed';
      connection.cut();
      break;
    case 'stall':
      await closing(connection);
      break;
    case 'errorFrame':
      entry.outcome = 'failed';
      yield script.format.error(openAiError(500, fault));
      break;
    case 'endEarly':
    case 'emptyBody':
      entry.outcome = 'failed';
      break;
  }
}

/**
 * Waits before the next chunk, for the delay of the settings unless the fault has its own. Without a delay it still
 * waits for one event-loop turn, because otherwise a disconnect would not be noticed.
 */
function pause(
  planned: number | undefined,
  { state, connection: { closed: signal } }: Pick<Delivery, 'state' | 'connection'>,
): Promise<void> {
  const ms = planned ?? state.settings.tokenDelayMs;
  return ms > 0 ? sleep(ms, undefined, { signal }) : yieldTurn(undefined, { signal });
}

async function closing({ closed }: Connection): Promise<void> {
  if (!closed.aborted) await once(closed, 'abort');
}
