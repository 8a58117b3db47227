/** The way of an answer to the client, and the places where it breaks. */
import { once } from 'node:events';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { setTimeout as sleep, setImmediate as yieldTurn } from 'node:timers/promises';
import type { AnswerFormat } from './answer-format.ts';
import type { AnswerFault } from './fault.ts';
import { openAiError } from './openai-error.ts';
import type { ReceivedRequest } from './request-log.ts';
import type { ModelState } from './state.ts';

/** The connection to the client. */
export interface Line {
  /** Aborts when the connection is closed, whoever closed it. */
  readonly closed: AbortSignal;
  /** Closes the connection once what was written has gone out, and adds nothing to it. */
  cut(): void;
}

export interface Delivery {
  tokens: readonly string[];
  fault: AnswerFault;
  format: AnswerFormat;
  /** The log entry to keep up to date. */
  entry: ReceivedRequest;
  state: ModelState;
  line: Line;
}

const utf8 = new TextEncoder();

/** The response's body. Its log entry is right to the end, even if nobody ever reads a byte. */
export function deliver(delivery: Delivery): ReadableStream<Uint8Array> {
  const { entry, line } = delivery;
  void hangUp(line).then(() => {
    if (entry.outcome === 'streaming') entry.outcome = 'disconnected';
  });
  // Buffers nothing: the next chunk is made when the one before it has been written.
  return NodeStream.from(chunks(delivery)) as ReadableStream<Uint8Array>;
}

async function* chunks(delivery: Delivery): AsyncGenerator<Uint8Array> {
  const { tokens, fault, format, entry, state, line } = delivery;
  yield utf8.encode(format.opening());
  for (const token of 'afterTokens' in fault ? tokens.slice(0, fault.afterTokens) : tokens) {
    await pause(state.settings.tokenDelayMs, line);
    yield utf8.encode(format.token(token));
    entry.sentTokens += 1;
  }
  // An outcome is noted before the last chunk goes out: a client may leave as soon as it has it.
  switch (fault.kind) {
    case 'ok':
    case 'toolCall':
      entry.outcome = 'completed';
      yield utf8.encode(format.ending());
      break;
    case 'cut':
      entry.outcome = 'failed';
      line.cut(); // after which nothing can follow, not even the body's proper end
      break;
    case 'stall':
      await hangUp(line);
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

/** Even without a delay, each token takes a turn of the event loop, lest a hang-up go unnoticed. */
function pause(ms: number, { closed: signal }: Line): Promise<void> {
  return ms > 0 ? sleep(ms, undefined, { signal }) : yieldTurn(undefined, { signal });
}

async function hangUp({ closed }: Line): Promise<void> {
  if (!closed.aborted) await once(closed, 'abort');
}
