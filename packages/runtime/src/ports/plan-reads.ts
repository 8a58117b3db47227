/** The reads of plans as values, so that a store performs many of them in one round trip. */
import type { PlanReads } from './store.ts';

/** Name of a read and its arguments. */
export type PlanRead = {
  [Name in keyof PlanReads]: readonly [Name, ...Parameters<PlanReads[Name]>];
}[keyof PlanReads];

/** A thread as a store that is shared has loaded it. What else it holds is the store's own. */
export interface LoadedThread {
  readonly id: string;
}

/**
 * The answer to a read, or the error of one that concerns a damaged row and no other read. A store that is shared says
 * which thread the answer is of, as of the moment of the read or an earlier one.
 */
export type Loaded =
  | { readonly value: unknown; readonly thread?: LoadedThread }
  | { readonly error: unknown };

/** Performs the reads on a store that answers at once. */
export const loadAtOnce = (store: PlanReads, reads: readonly PlanRead[]): Loaded[] =>
  reads.map(([name, ...args]) => {
    try {
      return { value: (store[name] as (...args: unknown[]) => unknown)(...args) };
    } catch (error) {
      return { error };
    }
  });
