/** The rule for files: which types of files a model takes, in words for a user whose file is refused. */
import { type InputModality, models } from '@perdure/model-server';
import type { Provider } from '@perdure/runtime';
import type { ModelSettings } from './model.ts';

/**
 * The rule of a provider. A file must have a form in OpenAI's chat API, and the demo's models must list its modality. A
 * model of an endpoint from the environment may refuse the file itself, because its modalities are unknown.
 */
export const fileRule =
  ({ provider, model }: Pick<ModelSettings, 'provider' | 'model'>): Provider['refuses'] & {} =>
  (mediaType, name = model) => {
    const modality = modalityOf(mediaType);
    if (modality === undefined)
      return `a file of the type ${mediaType} can't be sent. Texts, images, PDF, MP3 and WAV can.`;
    const inputs = provider === 'demo' ? inputsOf(name) : undefined;
    if (inputs === undefined || inputs.includes(modality)) return undefined;
    return `${name} takes no files of the type ${mediaType}. It takes ${inputs.join(', ')}.`;
  };

const inputsOf = (name: string): readonly InputModality[] | undefined =>
  models.find(({ id }) => id === name)?.inputModalities;

const audio = ['audio/wav', 'audio/mpeg', 'audio/mp3'];

/** The modality as which `@ai-sdk/openai-compatible` sends a file; undefined if it can't. A text file becomes text. */
function modalityOf(mediaType: string): InputModality | undefined {
  const [topLevel] = mediaType.split('/');
  if (topLevel === 'text' || topLevel === 'image') return topLevel;
  if (audio.includes(mediaType)) return 'audio';
  return mediaType === 'application/pdf' ? 'file' : undefined;
}
