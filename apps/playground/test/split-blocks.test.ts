/** Markdown in blocks: joined they are the text, and no split changes the meaning. */
import { expect, it } from 'vitest';
import { splitBlocks } from '../src/page/markdown/split-blocks.ts';

it.each([
  ['paragraphs', 'One.\n\nTwo.', ['One.\n', 'Two.']],
  ['code with blank lines', '```\na\n\nb\n```\n\nAfter.', ['```\na\n\nb\n```\n', 'After.']],
  ['a loose list', '- a\n\n- b\n\nAfter.', ['- a\n\n- b\n', 'After.']],
  ['a list with more in an item', '1. a\n\n   more\n\n2. b', ['1. a\n\n   more\n\n2. b']],
  ['code that is not closed yet', 'Before.\n\n```\na\n\nb', ['Before.\n', '```\na\n\nb']],
  ['nothing', '', ['']],
])('%s', (_, text, blocks) => {
  expect(splitBlocks(text)).toEqual(blocks);
  expect(splitBlocks(text).join('\n')).toBe(text);
});
