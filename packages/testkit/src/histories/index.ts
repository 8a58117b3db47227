/** Random histories as the runtime records them, for tests of what a model's service is sent. */
export { type ModelName, modelNames, models } from './models.ts';
export type { Asked } from './play.ts';
export type { Script } from './script.ts';
export { type Found, type SearchOptions, search } from './search.ts';
