/** Sends an answer to the client token by token, and applies the fault. */
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
  /** Aborts when either side has closed the connection. */
  readonly closed: AbortSignal;
  /** Closes the connection after the bytes already written, without the end of the body. */
  cut(): void;
}

export interface Delivery {
  tokens: readonly string[];
  fault: AnswerFault;
  format: AnswerFormat;
  /** The request's log entry; kept up to date. */
  entry: ReceivedRequest;
  state: ModelState;
  connection: Connection;
}

const utf8 = new TextEncoder();

/** The response's body. The log entry is kept up to date even if the body is never read. */
export function deliver(delivery: Delivery): ReadableStream<Uint8Array> {
  const { entry, connection } = delivery;
  void closing(connection).then(() => {
    if (entry.outcome === 'streaming') entry.outcome = 'disconnected';
  });
  // Unbuffered: a chunk is made once the one before it has been written.
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
  // The outcome is noted before the last chunk, because a client may disconnect as soon as it has that.
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
 * Without a delay, each token still waits for an event-loop turn, because a disconnect would go unnoticed otherwise.
 */
function pause(ms: number, { closed: signal }: Connection): Promise<void> {
  return ms > 0 ? sleep(ms, undefined, { signal }) : yieldTurn(undefined, { signal });
}

async function closing({ closed }: Connection): Promise<void> {
  if (!closed.aborted) await once(closed, 'abort');
}
