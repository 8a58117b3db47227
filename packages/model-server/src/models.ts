/**
 * The models of the list. Both know the same answers. A chat request may name any other model, which answers as the
 * first.
 */

/** The model with whole answers. */
export const modelId = 'perdure-demo';

/** The model that answers with the first sentence only. */
const briefModelId = 'perdure-demo-mini';

/** All models of the list. */
export const modelIds: readonly string[] = [modelId, briefModelId];

export const isBrief = (model: string): boolean => model === briefModelId;
