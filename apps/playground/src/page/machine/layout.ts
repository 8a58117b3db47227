/**
 * The layout of the drawing. Nearly every transition of the run machine enters or leaves `running`, so that state is a
 * bar at the left (the hub), the other states are a column beside it in the machine's order, and each transition has a
 * line of its own between them (a spoke), with room for its name even in a narrow panel. A transition that does not
 * touch the hub (a cancellation) runs along the right edge, in one lane per target state.
 */
import type { MachineGraph, MachineState, MachineTransition } from './graph.ts';
import { laneName, laneRoute, type Place, type Route, spokeName, spokeRoute } from './routes.ts';
import { transitionText } from './transition-text.ts';

export interface StateBox extends MachineState {
  x: number;
  y: number;
  width: number;
  height: number;
  isHub: boolean;
}

export interface TransitionRoute extends Route {
  transition: MachineTransition;
}

export interface TransitionName extends Place {
  /** The transitions that this name stands for. In a lane, all transitions of the same name share one name. */
  transitions: readonly [MachineTransition, ...MachineTransition[]];
}

export interface Layout {
  width: number;
  height: number;
  boxes: readonly StateBox[];
  routes: readonly TransitionRoute[];
  names: readonly TransitionName[];
}

/** Width of the drawing. All lengths are in units of the drawing; one unit is about one pixel. */
const width = 320;
/** Margin of the drawing, because half of the width of an outline lies outside of its box. */
const margin = 1;
const hubWidth = 28;
const boxWidth = 88;
const laneWidth = 25;
const laneInset = 10;
/** Distance between two lines, between two boxes, and above and below the lines of a box together. */
const pitch = 15.5;
const gap = 7;
const padding = 8;
/** Room above the first box, for the mark of the initial state. */
const top = 14;

export function layOut({ states, transitions }: MachineGraph): Layout {
  const hub = busiest(states, transitions);
  const isSpoke = ({ from, to }: MachineTransition) => (from === hub?.name) !== (to === hub?.name);
  const others = transitions.filter((transition) => !isSpoke(transition));
  const lanes = [...Map.groupBy(others, ({ to }) => to)];
  const left = margin + hubWidth;
  const right = width - lanes.length * laneWidth;
  const boxX = right - boxWidth;

  const boxes: StateBox[] = [];
  const routes: TransitionRoute[] = [];
  const names: TransitionName[] = [];
  let y = top;
  for (const state of states) {
    if (state === hub) continue;
    const own = transitions
      .filter((transition) => isSpoke(transition) && touches(state, transition))
      .toSorted((a, b) => rank(a, state) - rank(b, state));
    const height = Math.max(own.length, 1) * pitch + padding;
    boxes.push({ ...state, x: boxX, y, width: boxWidth, height, isHub: false });
    for (const [row, transition] of own.entries()) {
      // The line is a little below the middle of its row, because its name stands above the line.
      const spoke = { left, right: boxX, y: y + padding / 2 + (row + 0.5) * pitch + 3 };
      const isFromHub = transition.to === state.name;
      routes.push({ transition, ...spokeRoute(spoke, isFromHub) });
      names.push({ transitions: [transition], ...spokeName(spoke, isFromHub) });
    }
    y += height + gap;
  }
  const bottom = y - gap;
  const bar = { x: margin, y: top, width: hubWidth, height: bottom - top };
  if (hub !== undefined) boxes.push({ ...hub, ...bar, isHub: true });

  const middle = new Map(boxes.map((box) => [box.name, box.y + box.height / 2]));
  for (const [index, [target, entering]] of lanes.entries()) {
    const lane = { right, x: right + index * laneWidth + laneInset, toY: middle.get(target) ?? 0 };
    const from = (transition: MachineTransition) => middle.get(transition.from) ?? 0;
    for (const transition of entering)
      routes.push({ transition, ...laneRoute(lane, from(transition)) });
    for (const [first, ...rest] of Map.groupBy(entering, transitionText).values())
      if (first !== undefined)
        names.push({ transitions: [first, ...rest], ...laneName(lane, from(first)) });
  }
  return { width, height: bottom + margin, boxes, routes, names };
}

const touches = ({ name }: MachineState, { from, to }: MachineTransition): boolean =>
  from === name || to === name;

/** The state with the most transitions. */
const busiest = (states: readonly MachineState[], transitions: readonly MachineTransition[]) => {
  const traffic = (state: MachineState) => transitions.filter((t) => touches(state, t)).length;
  return states.toSorted((a, b) => traffic(b) - traffic(a))[0];
};

/** The order of the lines at a state: entering transitions first, then leaving ones after a delay, then on an event. */
const rank = ({ to, isDelayed }: MachineTransition, { name }: MachineState): number =>
  to === name ? 0 : isDelayed ? 1 : 2;
