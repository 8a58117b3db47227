/** The rule for prompts: texts and files, and nothing else. */
import { describe, expect, it } from 'vitest';
import { InvalidPromptError, isNewFile, type Prompt, toParts } from '../src/index.ts';

const file = {
  type: 'file',
  hash: 'a'.repeat(64),
  mediaType: 'image/png',
  size: 3,
  name: 'sky.png',
} as const;

describe('a prompt', () => {
  it('is a text, or texts and stored files', () => {
    expect(toParts('Why?')).toEqual([{ type: 'text', text: 'Why?' }]);
    const parts = [{ type: 'text', text: 'Why?' } as const, file];
    expect(toParts(parts)).toEqual(parts);
    expect(toParts([file])).toEqual([file]);
    const blank = { type: 'text', text: ' ' } as const;
    expect(toParts([blank, file])).toEqual([blank, file]);
  });

  it('has whole characters only, also in the names of its files', () => {
    expect(
      toParts([
        { type: 'text', text: 'a\ud800' },
        { ...file, name: '\udc00b' },
      ]),
    ).toEqual([
      { type: 'text', text: 'a\ufffd' },
      { ...file, name: '\ufffdb' },
    ]);
  });

  it('drops fields that no part has', () => {
    expect(toParts([{ ...file, path: '/etc/passwd' } as typeof file])).toEqual([file]);
  });

  it.each<[string, unknown]>([
    ['says nothing', ' '],
    ['has no part', []],
    ['is no list', { type: 'text', text: 'Why?' }],
    ['has a part of another type', [{ type: 'toolResult', id: 'c1', name: 'x', output: 1 }]],
    ['has a text without a text', [{ type: 'text' }]],
    ['has null for a part', [null]],
    ['has a file without a hash', [{ ...file, hash: undefined }]],
    ['has a file with a path for a hash', [{ ...file, hash: '../secret' }]],
    ['has a file without a type', [{ ...file, mediaType: undefined }]],
  ])('is refused if it %s', (_, prompt) => {
    expect(() => toParts(prompt as string)).toThrow(InvalidPromptError);
  });

  it('tells a new file from a stored one', () => {
    const prompt: Exclude<Prompt, string> = [file, { type: 'file', data: 'QUJD' }];
    expect(prompt.map(isNewFile)).toEqual([false, true]);
  });
});
