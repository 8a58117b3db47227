/** What a fault is: how the server answers, and what the caller does meanwhile. */
import type { Exchange } from '../server/exchange.ts';
import type { Wire } from '../wires/wire.ts';

export interface Fault {
  /** One clause, for the table of faults. */
  does: string;
  answer: (exchange: Exchange, wire: Wire) => Promise<void>;
  /** The server falls silent, so that a timeout decides: before the headers, or in the answer. */
  silent?: 'headers' | 'body';
  /** What the caller's own signal does at the first piece of text. */
  caller?: 'aborts' | 'timesOut';
  /** Which of the wire's forms of an error it sends. */
  form?: number;
  /** Whether the wire can fail so. @default all can */
  isOn?: (wire: Wire) => boolean;
}

/** Begins an answer with status 200, and sends all but its end. */
export async function begin(
  exchange: Exchange,
  { contentType, said }: Wire,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  await exchange.head(200, { 'content-type': contentType, ...headers });
  await exchange.write(said);
}
