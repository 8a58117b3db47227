/** The drawing of a transition: a line with an arrow, and the name of the transition. */
import type { TransitionName, TransitionRoute } from './layout.ts';
import { transitionText } from './transition-text.ts';

/**
 * How a transition is highlighted.
 *
 * - `next`: leaves the present state
 * - `taken`: led to the present state
 * - `drawn`: a second line of a taken transition, animated on top of the other lines
 */
export type Tone = 'next' | 'taken' | 'drawn' | undefined;

interface LineProps {
  route: TransitionRoute;
  tone: Tone;
}

export function Line({ route: { transition, line, head }, tone }: LineProps) {
  return (
    <g className="machine-line" data-tone={tone} data-transition={transition.id}>
      <path className="machine-way" d={line} pathLength={1} />
      <path className="machine-head" d={head} />
    </g>
  );
}

interface NameProps {
  name: TransitionName;
  tone: Tone;
}

export function Name({ name: { transitions, x, y, anchor, isTurned }, tone }: NameProps) {
  return (
    <text
      className="machine-name"
      data-tone={tone}
      x={x}
      y={y}
      textAnchor={anchor}
      dominantBaseline={isTurned ? 'central' : undefined}
      transform={isTurned ? `rotate(90 ${x} ${y})` : undefined}
    >
      {transitionText(transitions[0])}
    </text>
  );
}
