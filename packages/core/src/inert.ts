/**
 * The one place that touches XState's insides: transitions of a machine without an actor that lives.
 *
 * The public `transition()` makes a throw-away actor at every call, which runs the context factory again
 * and costs two to five times as much. Here one inert actor serves all steps; it is never started, and
 * what it is asked to do is written down instead.
 */

import type { RunContext, RunEvent, RunInput, runMachine } from '@perdure/run';
import { type AnyActorScope, createActor, type SnapshotFrom } from 'xstate';

type Machine = typeof runMachine;
type Snapshot = SnapshotFrom<Machine>;

/** What a transition asks for, in order. XState's names and shapes (5.33). */
export type Action =
  | { type: 'xstate.spawnChild'; params: { id: string; input: unknown } }
  | { type: 'xstate.stopChild' }
  /** Without a delay it has already happened by the time it is listed. */
  | { type: 'xstate.raise'; params: { id: string; delay?: number } }
  | { type: 'xstate.cancel'; params: { sendId: string } }
  | { type: 'xstate.emit'; params: { event: unknown } };

export interface Inert {
  initial(input: RunInput): [Snapshot, Action[]];
  /** Throws what a guard or an assigner throws. */
  next(snapshot: Snapshot, event: { type: string }): [Snapshot, Action[]];
  /** Throws if the machine has no such state. */
  restore(state: string, context: RunContext): Snapshot;
}

export function createInert(machine: Machine): Inert {
  const self = createActor(machine, { input: {} });
  let asked: Action[] = [];
  const scope = {
    self,
    id: machine.id,
    sessionId: self.sessionId,
    system: self.system,
    logger() {},
    defer() {},
    emit() {},
    stopChild() {},
    actionExecutor: (action: Action) => asked.push(action),
  } as unknown as AnyActorScope;

  const listen = (transition: () => Snapshot): [Snapshot, Action[]] => {
    asked = [];
    const snapshot = transition();
    // Some throws do not come through: XState turns them into a snapshot that has failed.
    if (snapshot.status === 'error') throw snapshot.error;
    return [snapshot, asked];
  };

  return {
    initial: (input) => listen(() => machine.getInitialSnapshot(scope, input)),
    next: (snapshot, event) => listen(() => machine.transition(snapshot, event as RunEvent, scope)),
    restore: (value, context) =>
      machine.restoreSnapshot(
        // Without children: attempts are the host's, and a restored child would be one more.
        { status: 'active', value, context, historyValue: {}, children: {} } as never,
        scope,
      ),
  };
}
