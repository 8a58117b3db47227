/** Sends an answer to the client token by token, and applies the planned fault. */
import { once } from 'node:events';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { setTimeout as sleep, setImmediate as yieldTurn } from 'node:timers/promises';
import type { AnswerFormat } from './answer-format.ts';
import type { AnswerFault } from './fault.ts';
import { openAiError } from './openai-error.ts';
import type { ReceivedRequest } from './request-log.ts';
import type { ModelState } from './state.ts';

/** The connection to the client. */
export interface Connection {
  /** Aborts once either side has closed the connection. */
  readonly closed: AbortSignal;
  /** Closes the connection after the bytes already written. The end of the body is not sent. */
  cut(): void;
}

export interface Delivery {
  tokens: readonly string[];
  fault: AnswerFault;
  format: AnswerFormat;
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
  const { tokens, fault, format, entry, state, connection } = delivery;
  yield utf8.encode(format.opening());
  for (const token of 'afterTokens' in fault ? tokens.slice(0, fault.afterTokens) : tokens) {
    await pause(state.settings.tokenDelayMs, connection);
    yield utf8.encode(format.token(token));
    entry.sentTokens += 1;
  }
  // The outcome is noted before the last chunk is sent, because a client may disconnect as soon as it has that chunk.
  switch (fault.kind) {
    case 'ok':
    case 'toolCall':
      entry.outcome = 'completed';
      yield utf8.encode(format.ending());
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
      yield utf8.encode(format.error(openAiError(500, fault)));
      break;
    case 'endEarly':
      entry.outcome = 'failed';
      break;
  }
}

/**
 * Waits before the next token. Without a delay it still waits for one event-loop turn, because otherwise a disconnect
 * would not be noticed.
 */
function pause(ms: number, { closed: signal }: Connection): Promise<void> {
  return ms > 0 ? sleep(ms, undefined, { signal }) : yieldTurn(undefined, { signal });
}

async function closing({ closed }: Connection): Promise<void> {
  if (!closed.aborted) await once(closed, 'abort');
}
