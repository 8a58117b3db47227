/**
 * The public entry `@perdure/providers/model-server`: an OpenAI-compatible model server for demos
 * and tests that streams, and fails as told.
 */
export { createModelApp } from './app.ts';
export type { ChatMessage } from './chat-request.ts';
export { type Fault, faultSchema } from './fault.ts';
export { MODEL_ID, MODEL_IDS } from './models.ts';
export type { Outcome, ReceivedRequest } from './request-log.ts';
export { type ModelServer, type ModelServerOptions, startModelServer } from './server.ts';
export type { Settings } from './settings.ts';
export { ModelState, type ModelStateOptions } from './state.ts';
