/** The machine as a Mermaid diagram, generated from the machine itself. */
import { runMachine } from '@perdure/run';
import { arrowsOf } from './arrows.ts';

/**
 * A Mermaid `stateDiagram-v2`: states in the machine's order, guards in brackets, and an arrow from each final state to
 * `[*]`. All transitions from one state to another share one arrow, whose label has one line for each transition.
 */
export function toMermaid(machine: typeof runMachine = runMachine): string {
  const states = Object.values(machine.states);
  const ways = Map.groupBy(arrowsOf(machine), ({ from, to }) => `${from} --> ${to}`);
  const lines = [
    'direction LR',
    ...states.map(({ key }) => key),
    `[*] --> ${machine.config.initial}`,
    ...[...ways].map(
      ([way, arrows]) => `${way} : ${arrows.map(({ label }) => label).join('<br>')}`,
    ),
    ...states.filter(({ type }) => type === 'final').map(({ key }) => `${key} --> [*]`),
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n');
}
