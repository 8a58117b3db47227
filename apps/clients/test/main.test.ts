/** The command: its tables, its options, and its exit code. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const main = join(import.meta.dirname, '../src/main.ts');

const run = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [main, '--no-peers', ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

it('prints a table of the cells that are asked for', async () => {
  const { code, stdout } = await run('--client', 'openai(chat)', '--fault', 'cut');
  expect(stdout).toContain('| fault | openai(chat) |');
  expect(stdout).toContain('| `cut` | brokenStream |');
  expect(code).toBe(0);
});

it('prints JSON alone on stdout', async () => {
  const { stdout } = await run('--client', 'anthropic create', '--fault', 'broken-json', '--json');
  const [cell] = JSON.parse(stdout).cells;
  expect(cell).toMatchObject({ how: 'throws', failure: { kind: 'brokenStream' } });
});

it('writes nothing but the whole matrix', async () => {
  const { code, stderr } = await run('--write', '--fault', 'cut');
  expect(stderr).toContain('--write needs all cells');
  expect(code).toBe(1);
});

it('says that no client has a name', async () => {
  const { code, stderr } = await run('--client', 'nobody');
  expect(stderr).toContain("No client's name contains 'nobody'.");
  expect(code).toBe(2);
});
