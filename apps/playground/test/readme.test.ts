/** The examples of the README, unchanged, each in a process of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startModelServer } from '@perdure/model-server';
import { expect, it, onTestFinished } from 'vitest';

const readme = readFileSync(resolve(import.meta.dirname, '../../../README.md'), 'utf8');
const [first = '', second = ''] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code,
);

/** What the example prints. */
async function run(code: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  // In the package's folder, so that Node resolves its dependencies.
  const folder = mkdtempSync(join(import.meta.dirname, '.readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'example.ts'), code);
  const options = { cwd: folder, env: { ...process.env, ...env } };
  return (await promisify(execFile)(process.execPath, ['example.ts'], options)).stdout;
}

it('runs, retries and answers without a model', async () => {
  const printed = await run(first);
  expect(printed).toMatch(/^retrying\nrunning\ncompleted\n/);
  expect(printed).toContain("status: 'completed'");
  expect(printed).toContain('retryCount: 1');
});

it('runs, retries and answers with a model', async () => {
  const server = await startModelServer({
    tokenDelayMs: 0,
    faults: [{ kind: 'status', status: 503 }],
  });
  onTestFinished(() => server.close());
  const printed = await run(second, { BASE_URL: server.baseUrl });
  expect(printed).toContain("type: 'run.retrying'");
  expect(printed).toContain("type: 'message.delta'");
  expect(printed).toMatch(/status: 'completed'/);
});
