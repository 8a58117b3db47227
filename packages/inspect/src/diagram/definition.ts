/** The machine as Stately's editor and inspector read it: its own config, nothing resolved and nothing sorted. */
import { type Json, runMachine } from '@perdure/run';

/**
 * The config as JSON: states in their order, guards, actions, delays and actors by name. `createMachine` makes
 * the same machine of it. What is a function in it (the context, inputs, outputs) has no name and is left out.
 */
export const machineDefinition = (machine: typeof runMachine = runMachine): Json =>
  JSON.parse(JSON.stringify(machine.config));
