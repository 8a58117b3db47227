/** All faults by name, as they stand in the address of a request. */
import { bodies } from './bodies.ts';
import { connections } from './connections.ts';
import type { Fault } from './fault.ts';
import { refusals } from './refusals.ts';
import { silences } from './silences.ts';

const all = { ...bodies, ...connections, ...refusals, ...silences };

export type FaultName = keyof typeof all;

export const faults: Readonly<Record<FaultName, Fault>> = all;

export const faultNames = Object.keys(all) as FaultName[];

/** @throws {Error} for a name that no fault has */
export function faultNamed(name: string): Fault {
  if (!Object.hasOwn(faults, name)) throw new Error(`There is no fault '${name}'.`);
  return faults[name as FaultName];
}
