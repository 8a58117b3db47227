export { Coverage } from './coverage.ts';
export { type SimulationOptions, type SimulationReport, simulate } from './simulate.ts';
