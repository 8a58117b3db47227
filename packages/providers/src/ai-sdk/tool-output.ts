/** Converts the results of tools between the record and the AI SDK, in both directions without a loss. */
import type { Json, NewToolOutput } from '@perdure/runtime';
import type { Metadata, ToolContent, ToolResultPart } from '@perdure/thread';
import type { ToolModelMessage } from 'ai';
import { base64, type Files, modelOutputOf, toBase64 } from '../history/index.ts';
import { options } from './messages.ts';

export type SdkOutput = Extract<
  ToolModelMessage['content'][number],
  { type: 'tool-result' }
>['output'];
export type SdkContent = Extract<SdkOutput, { type: 'content' }>['value'][number];

/** The result of a call as the SDK gives it to a model. */
export function toOutput(part: ToolResultPart, files: Files): SdkOutput {
  const output = modelOutputOf(part);
  const more = options(output);
  switch (output.type) {
    case 'text':
      return { type: 'text', value: output.value, ...more };
    case 'errorText':
      return { type: 'error-text', value: output.value, ...more };
    case 'json':
      return { type: 'json', value: output.value, ...more };
    case 'errorJson':
      return { type: 'error-json', value: output.value, ...more };
    case 'denied':
      return { type: 'execution-denied', ...(output.reason && { reason: output.reason }), ...more };
    case 'content':
      return { type: 'content', value: output.value.map((item) => toItem(item, files)), ...more };
  }
}

function toItem(item: ToolContent, files: Files): SdkContent {
  if (item.type === 'other') return item.value as SdkContent;
  if (item.type === 'text') return { type: 'text', text: item.text, ...options(item) };
  return {
    type: 'file',
    data: { type: 'data', data: base64(item, files) },
    mediaType: item.mediaType,
    ...(item.name !== undefined && { filename: item.name }),
    ...options(item),
  };
}

export function fromOutput({ providerOptions, ...output }: SdkOutput & Options): NewToolOutput {
  const more = providerOptions === undefined ? {} : { metadata: providerOptions as Metadata };
  switch (output.type) {
    case 'text':
      return { type: 'text', value: output.value, ...more };
    case 'error-text':
      return { type: 'errorText', value: output.value, ...more };
    case 'json':
      return { type: 'json', value: output.value as Json, ...more };
    case 'error-json':
      return { type: 'errorJson', value: output.value as Json, ...more };
    case 'execution-denied':
      return { type: 'denied', ...(output.reason && { reason: output.reason }), ...more };
    case 'content':
      return { type: 'content', value: output.value.map(fromItem), ...more };
  }
}

type Options = { providerOptions?: unknown };
type NewItem = Extract<NewToolOutput, { type: 'content' }>['value'][number];

function fromItem(item: SdkContent): NewItem {
  const { providerOptions, ...rest } = item as SdkContent & Options;
  const more = providerOptions === undefined ? {} : { metadata: providerOptions as Metadata };
  if (rest.type === 'text') return { type: 'text', text: rest.text, ...more };
  const data = rest.type === 'file' && rest.data.type === 'data' ? toBytes(rest.data.data) : null;
  if (rest.type !== 'file' || data === null)
    return { type: 'other', value: JSON.parse(JSON.stringify(item)) };
  return {
    type: 'file',
    data,
    mediaType: rest.mediaType,
    ...(rest.filename !== undefined && { name: rest.filename }),
    ...more,
  };
}

/** The bytes; null for a text that would not become the same text again, because requests must not change. */
function toBytes(data: string | Uint8Array | ArrayBuffer): Uint8Array | null {
  if (typeof data !== 'string') return new Uint8Array(data);
  try {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    return toBase64(bytes) === data && bytes.length > 0 ? bytes : null;
  } catch {
    return null;
  }
}
