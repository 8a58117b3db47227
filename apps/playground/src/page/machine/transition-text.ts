/** The name of a transition in the drawing: `attempt.failed [canRetry]`. */
import type { MachineTransition } from './graph.ts';

export const transitionText = ({ trigger, guard }: MachineTransition): string =>
  guard === null ? trigger : `${trigger} [${guard}]`;
