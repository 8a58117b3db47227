/**
 * The messages of `@statelyai/inspect` 0.7.2, as its receivers take them. A run is an actor without a parent, and its
 * id is the actor's session id. Built here and not by the library, because the library sorts the keys of a definition
 * and cuts it.
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
  /** Epoch milliseconds, as a decimal text. */
  createdAt: string;
  id: null;
  _version: string;
}

type Body =
  | { type: '@xstate.actor'; name: string; definition: string; snapshot: WireSnapshot }
  | { type: '@xstate.event'; event: MachineEvent }
  | { type: '@xstate.snapshot'; event: MachineEvent; snapshot: WireSnapshot };

export type WireMessage = Envelope & Body;

/** @param at epoch milliseconds */
export const toMessage = (runId: string, at: number, body: Body): WireMessage => ({
  ...body,
  sessionId: runId,
  rootId: runId,
  createdAt: `${at}`,
  id: null,
  _version: '0.7.2',
});
