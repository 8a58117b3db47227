/** An OpenAI-compatible model server for tests and demos: streams prepared answers, and fails as planned. */
export { createModelApp } from './app.ts';
export type { ChatMessage } from './chat-request.ts';
export { endings } from './endings.ts';
export { type Fault, faultSchema, type Ping } from './fault.ts';
export { type InputModality, type Model, modelId, modelIds, models } from './models.ts';
export type { PromptNote } from './prompts.ts';
export { BodyError, readText } from './read-text.ts';
export type { Outcome, ReceivedRequest } from './request-log.ts';
export { type ModelServer, type ModelServerOptions, startModelServer } from './server.ts';
export type { Settings } from './settings.ts';
export { ModelState, type ModelStateOptions } from './state.ts';
