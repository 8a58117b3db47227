/** The report in the documentation. */
import { expect, it } from 'vitest';
import { filled } from '../src/report/filled.ts';
import { lineChart } from '../src/report/line-chart.ts';
import { number } from '../src/report/markdown.ts';

it('fills each block between its markers, and keeps no number of an earlier report', () => {
  const document =
    '# A\n<!-- bench:runs -->\nold\n<!-- /bench:runs -->\nB\n<!-- bench:waits -->\nold\n<!-- /bench:waits -->\n';
  const blocks = [{ name: 'runs', title: 'Runs', text: 'a $1 table' }];
  const once = filled(document, blocks);
  expect(once).toBe(
    '# A\n<!-- bench:runs -->\n\na $1 table\n\n<!-- /bench:runs -->\nB\n<!-- bench:waits -->\n\nNot measured.\n\n<!-- /bench:waits -->\n',
  );
  expect(filled(once, blocks)).toBe(once);
});

it('draws each point, and names it in the title', () => {
  const svg = lineChart({
    ...{ title: 'A < B', xLabel: 'x', yLabel: 'y' },
    lines: [
      {
        name: 'one',
        points: [
          [10, 1],
          [1_000, 3],
        ],
      },
    ],
  });
  expect(svg).toContain('A &lt; B');
  expect(svg).toContain('one, 1 at 10, 3 at 1K');
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).toContain('prefers-color-scheme: dark');
  expect(svg).not.toContain('NaN');
});

it.each([
  [1_234.56, '1,235'],
  [12.345, '12.3'],
  [0.012345, '0.0123'],
  [-1.409, '-1.41'],
  [null, '–'],
  [Number.NaN, '–'],
])('writes %s as %s', (value, text) => expect(number(value)).toBe(text));
