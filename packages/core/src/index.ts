export { type Core, createCore } from './core.ts';
export { ReservedEventError, UnknownStateError } from './errors.ts';
export type { Effect, Envelope, Ignored, Step, Stored } from './types.ts';
