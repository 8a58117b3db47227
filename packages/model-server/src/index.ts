/** An OpenAI-compatible model server for tests and demos: streams prepared answers, and fails as planned. */
export { createModelApp } from './app.ts';
export type { ChatMessage } from './chat-request.ts';
export { type Fault, faultSchema } from './fault.ts';
export { modelId, modelIds } from './models.ts';
export type { Outcome, ReceivedRequest } from './request-log.ts';
export { type ModelServer, type ModelServerOptions, startModelServer } from './server.ts';
export type { Settings } from './settings.ts';
export { ModelState, type ModelStateOptions } from './state.ts';
