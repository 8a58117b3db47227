/** Replays a generated path on a real actor whose clock is simulated. */
import { strict as assert } from 'node:assert';
import { type AnyActor, createActor, fromCallback, SimulatedClock } from 'xstate';
import { type AttemptInput, type RunEvent, type RunInput, runMachine } from '../../src/index.ts';
import type { RunPath } from './space.ts';
import { transitionName } from './transitions.ts';

/** Never settles by itself: the path says what happens. */
const attempt = fromCallback<RunEvent, AttemptInput>(() => {});
const machine = runMachine.provide({ actors: { attempt } });

const scheduled = (actor: AnyActor) =>
  Object.values(
    // Only the scheduler knows its timers; they are in no snapshot.
    (actor.system.getSnapshot() as unknown as Scheduled)._scheduledEvents,
  );

interface Scheduled {
  _scheduledEvents: Record<string, { event: { type: string }; delay: number }>;
}

/** Throws an AssertionError that names the step. Adds the transitions that were taken to `taken`. */
export function replay(path: RunPath, input: RunInput, taken: Set<string>): void {
  const clock = new SimulatedClock();
  const actor = createActor(machine, {
    clock,
    input,
    inspect: (event) => {
      if (event.type !== '@xstate.microstep') return;
      for (const transition of event._transitions) {
        if (transition.eventType !== '') taken.add(transitionName(transition));
      }
    },
  });
  // XState numbers its sessions, and a session that was not started is never forgotten.
  actor.start();

  path.steps.forEach(({ event, state }, index) => {
    const where = () => `step ${index} (${event.type}) of: ${describe(path)}`;
    if (index > 0) {
      if (event.type.startsWith('xstate.after.')) elapse(actor, clock, event.type, where);
      else actor.send(event as RunEvent);
    }
    const { value, context, status } = actor.getSnapshot();
    assert.deepEqual({ value, context, status }, pick(state), where());
  });

  if (actor.getSnapshot().status === 'active') actor.stop();
  assert.deepEqual(scheduled(actor), [], `timers left behind at the end of: ${describe(path)}`);
}

/** Lets the clock fire the delay, and shows that it does not fire one millisecond early. */
function elapse(actor: AnyActor, clock: SimulatedClock, type: string, where: () => string): void {
  const before = actor.getSnapshot();
  const timers = scheduled(actor);
  assert.equal(timers.length, 1, `one timer at ${where()}`);
  const [timer] = timers;
  assert.equal(timer?.event.type, type, where());
  clock.increment((timer?.delay ?? 0) - 1);
  assert.equal(actor.getSnapshot(), before, `fired early at ${where()}`);
  clock.increment(1);
}

const pick = ({ value, context, status }: RunPath['state']) => ({ value, context, status });

export const describe = (path: RunPath): string =>
  path.steps.map(({ event }) => event.type).join(' → ');
