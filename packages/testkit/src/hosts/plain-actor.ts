/**
 * A host that runs the machine in plain XState actors with a simulated clock. It records nothing, so it cannot crash.
 */
import {
  type AttemptInput,
  type RunEmitted,
  type RunEvent,
  type RunInput,
  runMachine,
} from '@perdure/run';
import { type AnyActor, createActor, fromCallback, SimulatedClock } from 'xstate';
import type { Seen, TestHost } from '../conformance/host.ts';
import { transitionName } from '../graph/index.ts';

/** An attempt that never ends by itself, because the path of the graph decides how the attempt ends. */
const attempt = fromCallback<RunEvent, AttemptInput>(() => {});
const machine = runMachine.provide({ actors: { attempt } });

interface Scheduled {
  _scheduledEvents: Record<string, { delay: number }>;
}

interface Watched {
  actor: ReturnType<typeof createActor<typeof machine>>;
  events: RunEmitted[];
  attempts: number;
  timer: { scheduled: object; dueAt: number } | null;
}

/**
 * Creates a host of plain actors, with one actor per run.
 *
 * @param taken collects the names of all transitions taken, as `transitionName` gives them
 */
export function plainActorHost(taken: Set<string> = new Set()): TestHost {
  const clock = new SimulatedClock();
  const runs = new Map<string, Watched>();

  return {
    name: 'The plain actor',
    cannot: [],
    now: () => clock.now(),
    start(runId, input) {
      runs.set(runId, watch(input));
    },
    deliver(runId, event) {
      const isTimed = event.type === 'attempt.failed' || event.type === 'attempt.lost';
      runs.get(runId)?.actor.send(isTimed ? { ...event, at: clock.now() } : event);
    },
    pass: (ms) => clock.increment(ms),
    async untilIdle() {
      for (const run of runs.values()) noteTimer(run);
    },
    async look(runIds) {
      return new Map(
        runIds.flatMap((id): [string, Seen][] => {
          const run = runs.get(id);
          return run === undefined ? [] : [[id, seen(run)]];
        }),
      );
    },
    close() {
      for (const { actor } of runs.values())
        if (actor.getSnapshot().status === 'active') actor.stop();
    },
  };

  function watch(input: RunInput): Watched {
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
    const run: Watched = { actor, events: [], attempts: 0, timer: null };
    actor.on('*', (event) => {
      run.events.push(event);
      if (event.type === 'attempt.started') run.attempts++;
    });
    // The actor is started at once, because XState keeps an actor in memory that was never started.
    actor.start();
    return run;
  }

  /** Notes the deadline of a new timer, counted from now, because XState's scheduler stores only delays. */
  function noteTimer(run: Watched): void {
    const [scheduled, ...more] = timersOf(run.actor);
    if (more.length > 0) throw new Error('A run has more than one timer.');
    if (scheduled === undefined) run.timer = null;
    else if (run.timer?.scheduled !== scheduled)
      run.timer = { scheduled, dueAt: clock.now() + scheduled.delay };
  }
}

/** The timers of an actor. They are in XState's scheduler and not in the snapshot of the run. */
const timersOf = (actor: AnyActor) =>
  Object.values((actor.system.getSnapshot() as unknown as Scheduled)._scheduledEvents);

function seen({ actor, events, attempts, timer }: Watched): Seen {
  const { value, context } = actor.getSnapshot();
  return { state: value, context, events: [...events], deadline: timer?.dueAt ?? null, attempts };
}
