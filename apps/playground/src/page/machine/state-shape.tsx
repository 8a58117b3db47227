/**
 * The shape of a state, highlighted while the run is in the state. As in statecharts, a final state has a double edge
 * and the initial state has a dot.
 */
import type { StateBox } from './layout.ts';
import type { Moment } from './moments.ts';
import { WaitLeft } from './wait-left.tsx';

interface Props {
  box: StateBox;
  /** The shown moment; undefined if the run is in another state at that moment. */
  moment: Moment | undefined;
  isNewest: boolean;
}

const edge = 2.5;
const radius = 6;

export function StateShape({ box, moment, isNewest }: Props) {
  const { name, x, y, width, height, isInitial, isFinal, isHub } = box;
  const middleX = x + width / 2;
  const middleY = y + height / 2;
  const deadline = moment?.run.retryAt ?? null;
  const isWaiting = moment !== undefined && deadline !== null;
  return (
    <g className="machine-state" data-state={name} data-lit={moment !== undefined || undefined}>
      {isInitial && <Beginning x={middleX} y={y} />}
      <rect className="machine-box" x={x} y={y} width={width} height={height} rx={radius} />
      {isFinal && (
        <rect
          className="machine-inner"
          x={x + edge}
          y={y + edge}
          width={width - 2 * edge}
          height={height - 2 * edge}
          rx={radius - edge}
        />
      )}
      <text
        x={middleX}
        y={isWaiting ? middleY - 9 : middleY}
        transform={isHub ? `rotate(-90 ${middleX} ${middleY})` : undefined}
      >
        {name}
      </text>
      {isWaiting && (
        <WaitLeft
          x={middleX}
          y={middleY + 9}
          deadline={deadline}
          at={isNewest ? null : moment.event.at}
        />
      )}
    </g>
  );
}

function Beginning({ x, y }: { x: number; y: number }) {
  return (
    <g className="machine-beginning">
      <circle cx={x} cy={y - 10.5} r={3} />
      <path d={`M${x} ${y - 8}V${y - 4}`} />
      <path className="machine-head" d={`M${x} ${y - 0.5}l-2.75 -4.5h5.5Z`} />
    </g>
  );
}
