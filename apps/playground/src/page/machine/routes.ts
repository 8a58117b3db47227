/** The shapes of transitions: line, arrow head, and place of the name. */

export interface Route {
  /** SVG path from the source state to the tip of the arrow. */
  line: string;
  /** SVG path of the arrow head. */
  head: string;
}

export interface Place {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  /** True for a name that reads downwards. */
  isTurned: boolean;
}

/** A spoke: a straight line between the hub at the left and a state at the right. */
export interface Spoke {
  left: number;
  right: number;
  y: number;
}

/** A lane: a line that leaves a state to the right, runs along the right edge, and enters another state. */
export interface Lane {
  right: number;
  x: number;
  toY: number;
}

const headLength = 5;
const headHalf = 2.75;
const bend = 4;

export function spokeRoute({ left, right, y }: Spoke, isFromHub: boolean): Route {
  const [start, tip] = isFromHub ? [left, right - 1] : [right, left + 1];
  return { line: `M${start} ${y}H${tip}`, head: arrowHead(tip, y, isFromHub ? 1 : -1) };
}

/** The place of the name of a spoke: on the line, at the source state. */
export const spokeName = ({ left, right, y }: Spoke, isFromHub: boolean): Place => ({
  x: isFromHub ? left + 7 : right - 7,
  y: y - 3.5,
  anchor: isFromHub ? 'start' : 'end',
  isTurned: false,
});

export function laneRoute({ right, x, toY }: Lane, fromY: number): Route {
  const down = toY >= fromY ? 1 : -1;
  const tip = right + 1;
  const line = [
    `M${right} ${fromY}H${x - bend}`,
    `Q${x} ${fromY} ${x} ${fromY + down * bend}`,
    `V${toY - down * bend}`,
    `Q${x} ${toY} ${x - bend} ${toY}`,
    `H${tip}`,
  ].join('');
  return { line, head: arrowHead(tip, toY, -1) };
}

/** The place of the name of a lane: beside the lane, halfway between the first source state and the target state. */
export const laneName = ({ x, toY }: Lane, fromY: number): Place => ({
  x: x + 8,
  y: (fromY + toY) / 2,
  anchor: 'middle',
  isTurned: true,
});

function arrowHead(tip: number, y: number, direction: 1 | -1): string {
  const base = tip - direction * headLength;
  return `M${tip} ${y}L${base} ${y - headHalf}V${y + headHalf}Z`;
}
