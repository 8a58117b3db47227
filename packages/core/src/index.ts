export { type Core, createCore } from './core.ts';
export { UnknownStateError } from './errors.ts';
export type { Effect, Envelope, Step, Stored } from './types.ts';
