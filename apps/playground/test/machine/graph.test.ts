/** The graph of the drawing against the machine. */
import { finalStates, runMachine, runStates } from '@perdure/run';
import { expect, it } from 'vitest';
import { graph } from '../../src/page/machine/graph.ts';
import { layOut } from '../../src/page/machine/layout.ts';
import { transitionText } from '../../src/page/machine/transition-text.ts';

const states = runMachine.config.states ?? {};
const layout = layOut(graph);

it('has the states of the machine, in its order', () => {
  expect(graph.states.map(({ name }) => name)).toEqual(Object.keys(states));
  expect(graph.states.map(({ name }) => name).toSorted()).toEqual([...runStates].toSorted());
  expect(graph.states.filter((s) => s.isFinal).map(({ name }) => name)).toHaveLength(
    finalStates.length,
  );
  expect(graph.states.filter((s) => s.isInitial).map(({ name }) => name)).toEqual(['queued']);
});

it('has the transitions that the machine is written with, each branch and each guard', () => {
  /** Without a target, a transition stays in its state. */
  type Branch = { target?: string; guard?: string };
  type Written = { on?: object; after?: object; invoke?: { onError: Branch } };
  const written = Object.entries(states as Record<string, Written>).flatMap(([from, state]) => {
    const { on = {}, after = {}, invoke } = state;
    const of = (trigger: string, branches: Branch | Branch[]) =>
      [branches].flat().map(({ target = from, guard }) => [from, trigger, guard ?? null, target]);
    return [
      ...Object.entries(on).flatMap(([event, branches]) => of(event, branches)),
      ...Object.entries(after).flatMap(([delay, branches]) => of(`after ${delay}`, branches)),
      ...(invoke ? of('error of attempt', invoke.onError) : []),
    ];
  });
  const drawn = graph.transitions.map(({ from, trigger, guard, to }) => [
    from,
    trigger,
    guard === 'else' ? null : guard,
    to,
  ]);
  expect(drawn.toSorted()).toEqual(written.toSorted());
});

it('names a transition by its event, or its delay, and its guard', () => {
  const names = graph.transitions.map(transitionText);
  expect(names).toContain('attempt.failed [canRetry]');
  expect(names).toContain('attempt.lost [else]');
  expect(names).toContain('after backoff');
  expect(names).toContain('run.cancel');
});

it('draws every state and every transition once', () => {
  const sorted = (names: string[]) => names.toSorted();
  expect(sorted(layout.boxes.map(({ name }) => name))).toEqual(
    sorted(graph.states.map(({ name }) => name)),
  );
  expect(sorted(layout.routes.map(({ transition }) => transition.id))).toEqual(
    sorted(graph.transitions.map(({ id }) => id)),
  );
});

it('draws no state over another, and nothing outside', () => {
  for (const [index, a] of layout.boxes.entries()) {
    expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= layout.width).toBe(true);
    expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
    for (const b of layout.boxes.slice(index + 1)) {
      const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x;
      const isAbove = a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect([a.name, b.name, isBeside || isAbove]).toEqual([a.name, b.name, true]);
    }
  }
});

it('gives each transition a name, and each name a place of its own', () => {
  const named = layout.names.flatMap(({ transitions }) => transitions.map(({ id }) => id));
  expect(named.toSorted()).toEqual(graph.transitions.map(({ id }) => id).toSorted());
  const places = layout.names.map(({ anchor, y }) => `${anchor} ${y}`);
  expect(new Set(places).size).toBe(places.length);
});
