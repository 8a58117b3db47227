/** Everything in this repository that listens does so on loopback, because nothing here has an authentication. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const workspace = resolve(import.meta.dirname, '../..');

const sources = globSync('{packages,machines,apps}/**/src/**/*.ts', {
  cwd: workspace,
  exclude: (path) => path.includes('node_modules'),
});

it('names 127.0.0.1 where a server begins to listen', () => {
  const calls = sources.flatMap((path) =>
    [
      ...readFileSync(resolve(workspace, path), 'utf8').matchAll(
        /\w*[sS]erver\w*(?:\(\))?\.listen\((.*?)\)/g,
      ),
    ].map(([, given]) => [path, given]),
  );
  expect(calls.length).toBeGreaterThan(4);
  expect(calls.filter(([, given]) => !given?.endsWith("'127.0.0.1'"))).toEqual([]);
});
