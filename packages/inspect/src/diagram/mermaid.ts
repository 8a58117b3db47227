/** The machine as a Mermaid diagram, made of the machine itself. */
import { runMachine } from '@perdure/run';
import { arrowsOf } from './arrows.ts';

/**
 * A `stateDiagram-v2`: states in their order, guards in brackets, a dot behind what is final. What leads from
 * one state to another in several ways is one arrow, with a line for each.
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
