/** The models on the list. They know the same; a chat request may name any other, too. */

/** The one that answers at length. */
export const MODEL_ID = 'perdure-demo';

/** Says the first sentence only. */
const BRIEF_MODEL_ID = 'perdure-demo-mini';

export const MODEL_IDS: readonly string[] = [MODEL_ID, BRIEF_MODEL_ID];

export const isBrief = (model: string): boolean => model === BRIEF_MODEL_ID;
