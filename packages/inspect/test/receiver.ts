/** The receiver of `@statelyai/inspect`, and the messages that it received. */

import type { RunContext, RunState } from '@perdure/run';
import {
  createWebSocketReceiver,
  type StatelyActorEvent,
  type StatelyInspectionEvent,
  type StatelySnapshotEvent,
} from '@statelyai/inspect';
import { expect, vi } from 'vitest';
import type { Inspector } from '../src/index.ts';
import { patience } from './world.ts';

export interface Received {
  readonly messages: StatelyInspectionEvent[];
  /** Messages that introduce a run; of all runs without an id. */
  actors(runId?: string): StatelyActorEvent[];
  /** Types of the run's events, in order. */
  events(runId: string): string[];
  /** States of the run's snapshots, in order. */
  states(runId: string): RunState[];
  /** States, each with the event that led to it. */
  steps(runId: string): { event: string; value: RunState }[];
  contexts(runId: string): RunContext[];
  last(runId: string): StatelySnapshotEvent['snapshot'] & { value: RunState; context: RunContext };
  /** Waits until the run's last snapshot is in the state. */
  reaches(runId: string, state: string): Promise<void>;
}

export function receive({ socketUrl }: Inspector, choice = ''): Received {
  const messages: StatelyInspectionEvent[] = [];
  createWebSocketReceiver({ server: `${socketUrl}${choice}` }).subscribe((message) => {
    messages.push(message);
  });
  const of = <T extends StatelyInspectionEvent['type']>(type: T, runId?: string) =>
    messages.filter(
      (message): message is Extract<StatelyInspectionEvent, { type: T }> =>
        message.type === type && (runId === undefined || message.sessionId === runId),
    );
  const snapshots = (runId: string) =>
    of('@xstate.snapshot', runId).map(({ snapshot }) => snapshot as ReturnType<Received['last']>);
  const states = (runId: string) => snapshots(runId).map(({ value }) => value);
  const words = (runId: string) =>
    of('@xstate.snapshot', runId).map(({ event }) => (event as { type: string }).type);

  return {
    messages,
    actors: (runId) => of('@xstate.actor', runId),
    events: (runId) => of('@xstate.event', runId).map(({ event }) => event.type),
    states,
    steps: (runId) =>
      words(runId).map((event, index) => ({ event, value: states(runId)[index] as RunState })),
    contexts: (runId) => snapshots(runId).map(({ context }) => context),
    last: (runId) => snapshots(runId).at(-1) as ReturnType<Received['last']>,
    reaches: (runId, state) => vi.waitFor(() => expect(states(runId).at(-1)).toBe(state), patience),
  };
}
