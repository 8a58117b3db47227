/** The one door for what a provider yields: a chunk that passes is plain JSON, except for the bytes of its files. */
import type { Chunk, FileChunk, NewToolOutput } from '../ports/provider.ts';
import { ProviderContractError } from './attempt-errors.ts';
import { Fields, isRecord, nameOf } from './fields.ts';

/** A copy of a chunk, with the fields that `Chunk` names, each read once. */
export interface CheckedChunk {
  chunk: Chunk;
  /** Bytes of the chunk as UTF-8 and JSON, without files and without the request of `startStep`. */
  bytes: number;
}

type Reader<T extends Chunk['type']> = (fields: Fields) => Extract<Chunk, { type: T }>;

const metadata = (fields: Fields) => fields.maybe('metadata', 'record');

const usage = (fields: Fields) => fields.maybe('usage', 'usage');

const call = (fields: Fields) => ({ id: fields.text('id'), name: fields.text('name') });

const piece = (fields: Fields) => ({
  text: fields.text('text'),
  ...fields.maybe('block', 'text'),
  ...metadata(fields),
});

const readers: { readonly [T in Chunk['type']]: Reader<T> } = {
  startStep: (fields) => ({
    type: 'startStep',
    ...(fields.has('origin') && { origin: origin(fields.inner('origin')) }),
    ...(fields.has('request') && { request: fields.any('request') }),
  }),
  alive: (fields) => ({ type: 'alive', ...usage(fields), ...fields.flag('appAtWork') }),
  toolStarted: (fields) => ({ type: 'toolStarted', ...call(fields) }),
  text: (fields) => ({ type: 'text', ...piece(fields) }),
  reasoning: (fields) => ({ type: 'reasoning', ...piece(fields) }),
  file: (fields) => file(fields),
  source: (fields) => ({
    type: 'source',
    id: fields.text('id'),
    ...fields.maybe('url', 'text'),
    ...fields.maybe('title', 'text'),
    ...fields.maybe('mediaType', 'text'),
    ...metadata(fields),
  }),
  other: (fields) => ({ type: 'other', value: fields.json('value'), ...metadata(fields) }),
  toolCall: (fields) => ({
    type: 'toolCall',
    ...call(fields),
    input: fields.json('input'),
    ...fields.flag('invalid'),
    ...fields.flag('providerExecuted'),
    ...metadata(fields),
  }),
  toolResult: (fields) => ({
    type: 'toolResult',
    ...call(fields),
    // A tool that returns nothing has a result too.
    output: fields.has('output') ? fields.json('output') : null,
    ...(fields.has('modelOutput') && { modelOutput: modelOutput(fields) }),
    ...fields.flag('isError'),
    ...fields.flag('providerExecuted'),
    ...metadata(fields),
  }),
  finishStep: (fields) => ({ type: 'finishStep', ...usage(fields) }),
  ask: (fields) => ({ type: 'ask', question: fields.json('question'), ...usage(fields) }),
  finish: (fields) => ({ type: 'finish', reason: fields.text('reason'), ...usage(fields) }),
};

const origin = (fields: Fields) => ({
  provider: fields.text('provider'),
  model: fields.text('model'),
});

const file = (fields: Fields): FileChunk => ({
  type: 'file',
  data: fields.data('data'),
  ...fields.maybe('mediaType', 'text'),
  ...fields.maybe('name', 'text'),
  ...fields.flag('reasoning'),
  ...metadata(fields),
});

/** A tool's result for the model. Only `content` may hold bytes, in its new files. */
function modelOutput(fields: Fields): NewToolOutput {
  const output = fields.inner('modelOutput');
  const type = output.any('type');
  if (type === 'content') {
    const value = output.items('value').map((item) => {
      const read = item.any('type') === 'file' && item.has('data') ? file(item) : item.whole();
      fields.bytes += item.bytes;
      return read;
    });
    return { type, value, ...metadata(output) } as NewToolOutput;
  }
  if (type === 'text' || type === 'errorText') output.text('value');
  else if (type !== 'json' && type !== 'errorJson' && type !== 'denied')
    throw output.wrong('type', 'text, errorText, json, errorJson, denied or content', type);
  return fields.record('modelOutput') as unknown as NewToolOutput;
}

/** @throws {ProviderContractError} that names the chunk and its field */
export function checkedChunk(value: unknown): CheckedChunk {
  if (!isRecord(value))
    throw new ProviderContractError(
      `The provider's chunk must be an object, and it is ${nameOf(value)}.`,
    );
  const fields = new Fields('chunk', value);
  const type = fields.any('type');
  if (typeof type !== 'string' || !Object.hasOwn(readers, type))
    throw fields.wrong('type', `one of ${Object.keys(readers).join(', ')}`, type);
  fields.of = `chunk '${type}'`;
  const chunk = readers[type as Chunk['type']](fields);
  return { chunk, bytes: fields.bytes };
}
