/**
 * The models that `/v1/models` lists. Both have the same answers. A chat request may name any other model, which
 * answers as the first one does.
 */

/** Id of the model that gives whole answers. */
export const modelId = 'perdure-demo';

/** Id of the model that gives only the first sentence of each answer. */
const briefModelId = 'perdure-demo-mini';

/** Ids of all listed models. */
export const modelIds: readonly string[] = [modelId, briefModelId];

export const isBrief = (model: string): boolean => model === briefModelId;
