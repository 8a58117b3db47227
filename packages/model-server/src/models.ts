/**
 * The models that `/v1/models` lists. Both have the same answers. A chat request may name any other model, which
 * answers as the first one does.
 */

/** A kind of content that a model can take, in the words of OpenRouter's model list. */
export type InputModality = 'text' | 'image' | 'audio' | 'file';

export interface Model {
  id: string;
  inputModalities: readonly InputModality[];
}

/** Id of the model that gives whole answers. */
export const modelId = 'perdure-demo';

/** Id of the model that gives only the first sentence of each answer, and that takes text only. */
const briefModelId = 'perdure-demo-mini';

/** All listed models. */
export const models: readonly Model[] = [
  { id: modelId, inputModalities: ['text', 'image', 'audio', 'file'] },
  { id: briefModelId, inputModalities: ['text'] },
];

/** Ids of all listed models. */
export const modelIds: readonly string[] = models.map(({ id }) => id);

export const isBrief = (model: string): boolean => model === briefModelId;

/** True if the model takes content of this kind. A model that is not listed takes every kind. */
export const takes = (model: string, modality: InputModality): boolean =>
  models.find(({ id }) => id === model)?.inputModalities.includes(modality) ?? true;
