/**
 * The transitions of a machine, without an actor that runs. This is the only file that uses XState's internals.
 *
 * The public `transition()` makes a throw-away actor at every call, which runs the context factory again and costs two
 * to five times as much. Here one inert actor serves all steps. It is never started, and the actions that it is asked
 * to perform are recorded instead.
 */

import type { RunContext, RunEvent, RunInput, runMachine } from '@perdure/run';
import { type AnyActorScope, createActor, type SnapshotFrom } from 'xstate';

type Machine = typeof runMachine;
type Snapshot = SnapshotFrom<Machine>;

/** An action of a transition, with XState's names and shapes (5.33). */
export type Action =
  | { type: 'xstate.spawnChild'; params: { id: string; input: unknown } }
  | { type: 'xstate.stopChild' }
  /** A raise without a `delay`: XState has already performed it. */
  | { type: 'xstate.raise'; params: { id: string; delay?: number } }
  | { type: 'xstate.cancel'; params: { sendId: string } }
  | { type: 'xstate.emit'; params: { event: unknown } };

/** A machine's transitions. `initial` and `next` return the next snapshot and the actions, in order. */
export interface Inert {
  initial(input: RunInput): [Snapshot, Action[]];
  /** Makes a transition. Throws what a guard or an assigner throws. */
  next(snapshot: Snapshot, event: { type: string }): [Snapshot, Action[]];
  /** Makes a snapshot from a stored run. Throws if the machine has no such state. */
  restore(state: string, context: RunContext): Snapshot;
}

export function createInert(machine: Machine): Inert {
  const self = createActor(machine, { input: {} });
  let actions: Action[] = [];
  const scope = {
    self,
    id: machine.id,
    sessionId: self.sessionId,
    system: self.system,
    logger() {},
    defer() {},
    emit() {},
    stopChild() {},
    actionExecutor: (action: Action) => actions.push(action),
  } as unknown as AnyActorScope;

  const listen = (transition: () => Snapshot): [Snapshot, Action[]] => {
    actions = [];
    const snapshot = transition();
    // XState turns some throws into a snapshot with the status `error`.
    if (snapshot.status === 'error') throw snapshot.error;
    return [snapshot, actions];
  };

  return {
    initial: (input) => listen(() => machine.getInitialSnapshot(scope, input)),
    next: (snapshot, event) => listen(() => machine.transition(snapshot, event as RunEvent, scope)),
    restore: (value, context) =>
      machine.restoreSnapshot(
        // The snapshot has no children, because the host runs the attempts: a restored child would be a second attempt.
        { status: 'active', value, context, historyValue: {}, children: {} } as never,
        scope,
      ),
  };
}
