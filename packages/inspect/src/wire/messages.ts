/**
 * The messages of `@statelyai/inspect` 0.7.2, as its receivers accept them. A run is an actor without a parent, and the
 * run's id is the session id of the actor. The library does not build the messages, because it sorts the keys of a
 * definition and truncates the definition.
 */
import type { MachineEvent } from '../history/moment.ts';

export interface WireSnapshot {
  status: 'active' | 'done';
  value: string;
  context: Record<string, unknown>;
  tags: readonly string[];
  output?: unknown;
  children: Record<string, never>;
  historyValue: Record<string, never>;
}

interface Envelope {
  sessionId: string;
  rootId: string;
  /** Time of the message: epoch milliseconds, as a decimal string. */
  createdAt: string;
  id: null;
  _version: string;
}

type Body =
  | { type: '@xstate.actor'; name: string; definition: string; snapshot: WireSnapshot }
  | { type: '@xstate.event'; event: MachineEvent }
  | { type: '@xstate.snapshot'; event: MachineEvent; snapshot: WireSnapshot };

export type WireMessage = Envelope & Body;

/** Makes a message. @param at epoch milliseconds */
export const toMessage = (runId: string, at: number, body: Body): WireMessage => ({
  ...body,
  sessionId: runId,
  rootId: runId,
  createdAt: `${at}`,
  id: null,
  _version: '0.7.2',
});
