/**
 * What `@statelyai/inspect` sends and its receivers take, as of 0.7.2. A run is an actor without parent, and its
 * id is the actor's session. Made here and not by the library, which sorts a definition's keys and cuts it.
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
  /** Epoch milliseconds, in words. */
  createdAt: string;
  id: null;
  _version: string;
}

type Body =
  | { type: '@xstate.actor'; name: string; definition: string; snapshot: WireSnapshot }
  | { type: '@xstate.event'; event: MachineEvent }
  | { type: '@xstate.snapshot'; event: MachineEvent; snapshot: WireSnapshot };

export type WireMessage = Envelope & Body;

export const toMessage = (runId: string, at: number, body: Body): WireMessage => ({
  ...body,
  sessionId: runId,
  rootId: runId,
  createdAt: `${at}`,
  id: null,
  _version: '0.7.2',
});
