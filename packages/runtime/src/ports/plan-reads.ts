/** The reads of plans as values, so that a store performs many of them in one round trip. */
import type { PlanReads } from './store.ts';

/** Name of a read and its arguments. */
export type PlanRead = {
  [Name in keyof PlanReads]: readonly [Name, ...Parameters<PlanReads[Name]>];
}[keyof PlanReads];

/** The answer to a read, or the error of one that concerns a damaged row and no other read. */
export type Loaded = { readonly value: unknown } | { readonly error: unknown };

/** Performs the reads on a store that answers at once. */
export const loadAtOnce = (store: PlanReads, reads: readonly PlanRead[]): Loaded[] =>
  reads.map(([name, ...args]) => {
    try {
      return { value: (store[name] as (...args: unknown[]) => unknown)(...args) };
    } catch (error) {
      return { error };
    }
  });
