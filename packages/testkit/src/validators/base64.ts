/** Files in base64: whether the data decodes, what a data URL holds, and the media type that the first bytes tell. */

/** True for standard base64 with padding, of one byte or more. */
export const isBase64 = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.length % 4 === 0 &&
  /^[A-Za-z0-9+/]+={0,2}$/.test(value);

export interface DataUrl {
  readonly mediaType: string;
  readonly data: string;
}

/** Reads a data URL (RFC 2397) in base64. @returns undefined for any other text */
export function dataUrlOf(value: unknown): DataUrl | undefined {
  if (typeof value !== 'string' || !value.startsWith('data:')) return undefined;
  const comma = value.indexOf(',');
  const [mediaType = '', ...parameters] = value.slice('data:'.length, comma).split(';');
  if (comma < 0 || parameters.at(-1) !== 'base64') return undefined;
  return { mediaType, data: value.slice(comma + 1) };
}

/** The image formats that Anthropic, OpenAI, Bedrock and Cohere take. */
export const webImages: ReadonlySet<unknown> = new Set([
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
]);

/** The first bytes of a format in base64, by media type. */
const signatures: readonly (readonly [start: string, mediaType: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['JVBERi', 'application/pdf'],
];

/** The media type that the first bytes tell. @returns undefined for bytes of no known format */
export const sniffed = (data: string): string | undefined =>
  signatures.find(([start]) => data.startsWith(start))?.[1];
