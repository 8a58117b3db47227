/** What a surface of a client is, and what is heard from it. */
import type { Provider } from '@perdure/runtime';
import type { WireName } from '../wires/index.ts';

/**
 * A piece of text, an error that the client hands on and does not throw, its word that the answer was aborted, or its word
 * for the end.
 */
export type Heard = { text: string } | { error: unknown } | { aborted: true } | { end: string };

export interface Call {
  /** The base address of the service. */
  url: string;
  signal: AbortSignal;
  /** For the client's own timeout, ms. */
  timeoutMs: number;
}

interface Surface {
  /** As the tables have it. */
  name: string;
  /** The npm package whose version is told. */
  package: string;
  wire: WireName;
  /** Bedrock's client speaks HTTP/2 by default. */
  version?: 'h2';
}

/** A client as it is, its own retries off. */
export interface Client extends Surface {
  /** For the classification. */
  provider: string;
  /** How far its own timeout reaches. `headers`: it does not watch the answer. */
  timeout: 'none' | 'headers' | 'body';
  /** Streams an answer. Throws what the client throws. */
  listen: (call: Call) => AsyncIterable<Heard>;
}

/** An adapter of `@perdure/providers`, judged by the end of a run. */
export interface Adapter extends Surface {
  provider: (url: string) => Provider;
}

export const prompt = 'Why is the sky blue?';
export const messages = [{ role: 'user' as const, content: prompt }];

/** A model and a key, of which the server reads neither. */
export const model = 'any';
export const apiKey = 'none';

/** The texts of a client's events. */
export async function* heardTexts<T>(
  events: AsyncIterable<T>,
  textOf: (event: T) => string | null | undefined,
): AsyncGenerator<Heard> {
  for await (const event of events) {
    const text = textOf(event);
    if (text) yield { text };
  }
}
