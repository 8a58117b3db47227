/** The answer of `/v1/models`: OpenAI's list, with the `architecture` that OpenRouter adds to each model. */
import { models } from './models.ts';

export const modelList = {
  object: 'list',
  data: models.map(({ id, inputModalities }) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'perdure',
    architecture: { input_modalities: inputModalities, output_modalities: ['text'] },
  })),
};
