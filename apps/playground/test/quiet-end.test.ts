/** A server without a reader or a supervisor ends without a message. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const main = resolve(import.meta.dirname, '../src/server/main.ts');

function start() {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
  const args = [`--data=${join(folder, 'a.db')}`, '--port=0', '--model-url=http://127.0.0.1:9'];
  const child = fork(main, [...args, `--page=${folder}`], { silent: true });
  let errors = '';
  child.stderr?.on('data', (text) => (errors += text));
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const ended = once(child, 'exit').then(([code]) => ({ code, errors }));
  return { child, ended };
}

it('when its supervisor goes while it starts', async () => {
  const { child, ended } = start();
  child.disconnect();
  expect(await ended).toEqual({ code: 0, errors: '' });
});

it('when its output is closed', async () => {
  const { child, ended } = start();
  child.stdout?.destroy();
  expect(await ended).toEqual({ code: 0, errors: '' });
});
