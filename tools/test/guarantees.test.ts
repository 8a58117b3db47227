/** Tests of the page of guarantees: each guarantee has a section, and each file that the page names exists. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defects } from '../mutants/defects.ts';

const workspace = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(workspace, 'docs/guarantees.md'), 'utf8');
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => [section.slice(0, section.indexOf('\n')), section]),
);
const numbers = Array.from({ length: 10 }, (_, index) => `G${index + 1}`);

/** Finds a file that the page names. The page omits the folders of the packages. */
const find = (path: string) =>
  ['packages', 'machines', 'apps'].map((folder) => join(workspace, folder, path)).find(existsSync);

describe.each(numbers)('%s', (number) => {
  const section = sections.get(number) ?? '';

  it('says what keeps it, what proves it, and what is not covered', () => {
    for (const part of ['- Kept by ', 'One by one: ', '- Not covered: '])
      expect(section).toContain(part);
  });

  it('names files that exist, and tests that cite it', () => {
    const paths = [...section.matchAll(/`([\w-]+\/(?:src|test)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(paths.length).toBeGreaterThan(1);
    for (const path of paths) expect([path, find(path)]).toEqual([path, expect.any(String)]);
    const cited = paths
      .map((path) => find(path) ?? '')
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file, 'utf8'));
    expect(cited.some((text) => new RegExp(`\\b${number}\\b`).test(text))).toBe(true);
  });

  it('has a planted defect', () => {
    expect(defects.filter(({ breaks }) => breaks.split(', ').includes(number))).not.toEqual([]);
  });
});
