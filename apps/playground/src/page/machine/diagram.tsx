/**
 * The drawing of the machine. For screen readers it is one image, labelled with the run's state and last transition.
 */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { graph, type MachineTransition } from './graph.ts';
import { layOut } from './layout.ts';
import type { Moment } from './moments.ts';
import { StateShape } from './state-shape.tsx';
import { Line, Name, type Tone } from './transition-line.tsx';
import { transitionText } from './transition-text.ts';

const { width, height, boxes, routes, names } = layOut(graph);

interface Props {
  moment: Moment | undefined;
  /** True if the shown moment is the last event of the run. */
  isNewest: boolean;
}

export function Diagram({ moment, isNewest }: Props) {
  const { t } = useTranslation('playground');
  const state = moment?.run.state;
  const isTaken = (transition: MachineTransition) => moment?.taken.includes(transition) ?? false;
  const toneOf = (transitions: readonly MachineTransition[]): Tone => {
    if (transitions.some(isTaken)) return 'taken';
    return transitions.some(({ from }) => from === state) ? 'next' : undefined;
  };
  return (
    <svg
      className="machine-drawing"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label(t, moment)}
    >
      {routes.map((route) => (
        <Line key={route.transition.id} route={route} tone={toneOf([route.transition])} />
      ))}
      {routes
        .filter(({ transition }) => isTaken(transition))
        .map((route) => (
          <Line key={`${route.transition.id} drawn`} route={route} tone="drawn" />
        ))}
      {boxes.map((box) => (
        <StateShape
          key={box.name}
          box={box}
          moment={box.name === state ? moment : undefined}
          isNewest={isNewest}
        />
      ))}
      {names.map((name) => (
        <Name key={name.transitions[0].id} name={name} tone={toneOf(name.transitions)} />
      ))}
    </svg>
  );
}

function label(t: TFunction<'playground'>, moment: Moment | undefined): string {
  if (moment === undefined) return t('machine.drawing.empty');
  const { run, taken } = moment;
  const from = taken[0]?.from;
  if (from === undefined) return t('machine.drawing.first', { state: run.state });
  const by = taken.map(transitionText).join(t('machine.drawing.or'));
  return t('machine.drawing.taken', { state: run.state, from, by });
}
