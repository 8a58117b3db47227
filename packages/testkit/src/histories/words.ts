/** Values that a history is made of: odd texts, arguments, outputs and files. */
import type { Json } from '@perdure/runtime';
import type { NewFile, TextPart } from '@perdure/thread';
import fc from 'fast-check';

const from = <T>(...list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);

/** A text of a model: plain, empty, blank, with white space at its end, with half of a character. */
export const anyText = from(
  'Well.',
  'Hm',
  '',
  ' ',
  '\n\n',
  'So. \n',
  ' Föhn 🌦️',
  'a\ud83d',
  '\udcc9',
);

const anyWords = from('Go.', '', '  ', 'Why?\n', 'a\ud83d');

/** Arguments of a call. Models also write what is no object, and what is no JSON at all. */
export const anyInput: fc.Arbitrary<Json> = from<Json>(
  { key: 'a' },
  {},
  { key: '\ud83d', list: [1, null, { '\udcc9': '' }] },
  [],
  [1],
  'text',
  '',
  '{"key":',
  null,
  5,
  true,
);

/** The name of a tool of the app, or one that a model has made up. */
export const anyToolName = from('look', 'look', 'pay', 'pay', 'repo_browser.look', 'no such tool');

export const anyOutput: fc.Arbitrary<Json> = from<Json>(
  'sunny',
  '',
  ' ',
  null,
  false,
  21,
  [],
  [1, 'a'],
  {},
  { degrees: 21, wind: '\ud83d' },
  { error: 'none' },
);

/** One transparent pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';
const pdf = btoa('%PDF-1.4\n%%EOF');

export const image: NewFile = { type: 'file', data: png, mediaType: 'image/png' };
const document: NewFile = { type: 'file', data: pdf, mediaType: 'application/pdf', name: 'a.pdf' };

/** What a tool gives the model where this differs from its output. */
export const anyModelOutput = from(
  { type: 'text', value: '' } as const,
  { type: 'text', value: '\udcc9' } as const,
  { type: 'json', value: null } as const,
  { type: 'errorJson', value: { code: 5 } } as const,
  { type: 'denied' } as const,
  { type: 'denied', reason: ' ' } as const,
  { type: 'content', value: [] } as const,
  { type: 'content', value: [{ type: 'text', text: '' }] } as const,
  { type: 'content', value: [{ type: 'text', text: 'Look: ' }, image] } as const,
  { type: 'content', value: [image] } as const,
);

const anyPiece: fc.Arbitrary<TextPart | NewFile> = fc.oneof(
  { weight: 6, arbitrary: anyWords.map((text): TextPart => ({ type: 'text', text })) },
  { weight: 1, arbitrary: fc.constant(image) },
  { weight: 1, arbitrary: fc.constant(document) },
);

/** A prompt that the runtime takes: with a word or a file. */
export const anyPrompt = fc
  .array(anyPiece, { minLength: 1, maxLength: 3 })
  .map((pieces) =>
    pieces.some((piece) => piece.type === 'file' || piece.text.trim() !== '')
      ? pieces
      : [...pieces, { type: 'text' as const, text: 'Go.' }],
  );
