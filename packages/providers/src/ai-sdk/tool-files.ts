/** Files in the results of tools, as the adapter of the model's provider takes them. */
import type { FilePart } from '@perdure/thread';
import { fileText } from '../history/index.ts';
import type { PromptPart } from './repaired-prompt.ts';

type Output = Extract<PromptPart, { type: 'tool-result' }>['output'];
type Item = Extract<Output, { type: 'content' }>['value'][number];

const fileNote = '[The result is a file.]';

/** The fields of a model by which its adapter is told. */
export interface Adapter {
  /** As in `openai.chat`. */
  readonly provider: string;
}

/**
 * The output as the adapter can send it.
 *
 * - Google's adapter sends a result of Gemini 2 only for a text, so that files alone get one (`@ai-sdk/google` 4.0.121).
 * - Some adapters write the whole content as JSON, a file's base64 included, so that the model would read an image as a
 *   million characters. It gets words in the place of the file.
 */
export function withToolFiles(output: Output, model: Adapter): Output {
  if (output.type !== 'content') return output;
  const files = output.value.filter(({ type }) => type === 'file');
  if (files.length === 0) return output;
  if (/^google\b/.test(model.provider))
    return output.value.some(({ type }) => type === 'text')
      ? output
      : { ...output, value: [{ type: 'text', text: fileNote }, ...output.value] };
  return writesJson(model) ? { ...output, value: output.value.map(inWords) } : output;
}

/**
 * Adapters that write JSON: `@ai-sdk/openai` 4.0.118 for Chat Completions (also within Azure's), `@ai-sdk/mistral` 4.0.87,
 * `@ai-sdk/cohere` 4.0.52, `@ai-sdk/groq` 4.0.84.
 */
const writers: ReadonlySet<string> = new Set([
  'openai.chat',
  'azure.chat',
  'mistral.chat',
  'cohere.chat',
  'groq.chat',
]);

/**
 * True for an adapter that takes no files in results. A model of `@ai-sdk/openai-compatible` (3.0.92) is told by a field,
 * because the app names its provider. It writes JSON unless it is told that its server takes more.
 */
function writesJson(model: Adapter): boolean {
  const { supportsStructuredOutputs, config } = model as {
    supportsStructuredOutputs?: unknown;
    config?: unknown;
  };
  const isCompatible = typeof supportsStructuredOutputs === 'boolean';
  const takesFiles = Object(config).supportsMultiPartToolContent === true;
  return writers.has(model.provider) || (isCompatible && !takesFiles);
}

function inWords(item: Item): Item {
  if (item.type !== 'file' || item.data.type !== 'data') return item;
  const { mediaType, filename: name } = item;
  const { data } = item.data;
  const size =
    typeof data === 'string'
      ? Math.floor((data.replace(/=+$/, '').length * 3) / 4)
      : data.byteLength;
  const file = { mediaType, size, ...(name !== undefined && { name }) } as FilePart;
  return { type: 'text', text: fileText(file) };
}
