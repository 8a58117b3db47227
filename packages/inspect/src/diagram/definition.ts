/** The machine's config as JSON, for Stately's editor and inspector: unresolved and unsorted. */
import { type Json, runMachine } from '@perdure/run';

/**
 * The config as JSON: states in their order; guards, actions, delays and actors by name. XState's `createMachine` makes
 * the same machine of it. Functions (the context, inputs, outputs) have no JSON form and are left out.
 */
export const machineDefinition = (machine: typeof runMachine = runMachine): Json =>
  JSON.parse(JSON.stringify(machine.config));
