/** The machine's config as JSON, for Stately's editor and inspector. The config is not resolved and not sorted. */
import { type Json, runMachine } from '@perdure/run';

/**
 * The config as JSON: states in their order; guards, actions, delays and actors by name. XState's `createMachine` makes
 * the same machine from this JSON. Functions (the context, inputs, outputs) are left out, because JSON cannot hold
 * them.
 */
export const machineDefinition = (machine: typeof runMachine = runMachine): Json =>
  JSON.parse(JSON.stringify(machine.config));
