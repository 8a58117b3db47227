/** The README's ten lines, as they stand there, in a process of their own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startModelServer } from '@perdure/providers/model-server';
import { expect, it, onTestFinished } from 'vitest';

it('run, retry and answer', async () => {
  const readme = readFileSync(resolve(import.meta.dirname, '../../../README.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  // In the package's folder, so that its dependencies are found.
  const folder = mkdtempSync(join(import.meta.dirname, '.readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'example.ts'), code);

  const server = await startModelServer({
    tokenDelayMs: 0,
    faults: [{ kind: 'status', status: 503 }],
  });
  onTestFinished(() => server.close());
  const { stdout } = await promisify(execFile)(process.execPath, ['example.ts'], {
    cwd: folder,
    env: { ...process.env, BASE_URL: server.baseUrl },
  });
  expect(stdout).toContain("type: 'run.retrying'");
  expect(stdout).toContain("type: 'message.delta'");
  expect(stdout).toMatch(/status: 'completed'/);
});
