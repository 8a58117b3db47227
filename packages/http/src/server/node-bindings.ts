/** What the Node adapter (`@hono/node-server`) gives beside the request. Other adapters have none of it. */
import type { Peer } from '@perdure/loopback';
import type { Context } from 'hono';

/** What is used of Node's response. */
interface Outgoing {
  /** Closes the socket. */
  destroy(): unknown;
}

interface NodeBindings {
  incoming?: { socket?: Peer; httpVersion?: string };
  outgoing?: Outgoing;
  /** The adapter's bindings, for an app that has put its own around them. */
  server?: NodeBindings;
}

const bindingsOf = ({ env }: Context): NodeBindings => {
  const bindings = (env ?? {}) as NodeBindings;
  return bindings.server ?? bindings;
};

/** The response that is being written; undefined with another adapter. */
export const outgoingOf = (c: Context): Outgoing | undefined => bindingsOf(c).outgoing;

/** The socket of the request; undefined with another adapter. */
export const socketOf = (c: Context): Peer | undefined => bindingsOf(c).incoming?.socket;

/** The version of the request's HTTP, such as `1.1`; undefined with another adapter. */
export const httpVersionOf = (c: Context): string | undefined =>
  bindingsOf(c).incoming?.httpVersion;
