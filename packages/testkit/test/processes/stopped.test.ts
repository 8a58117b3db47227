/** A process that was stopped (SIGSTOP: a debugger, a paused container) does not blame its provider for the silence. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from './evidence.ts';

it.skipIf(process.platform === 'win32').each([3_500, 6_000])(
  'stopped for %d ms with a timeout of 3 s, while the model goes on',
  { timeout: 60_000 },
  async (stoppedMs) => {
    let calls = 0;
    let isOver = false;
    const server = createServer(async (_, response) => {
      calls++;
      while (!isOver && !response.destroyed) {
        response.write('word ');
        await sleep(100);
      }
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const folder = temporaryFolder();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const child = fork(new URL('stopped-host.ts', import.meta.url), [join(folder, 'a.db'), url]);
    onTestFinished(() => {
      child.kill('SIGKILL');
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    });

    expect((await once(child, 'message'))[0]).toBe('started');
    await sleep(500);
    child.kill('SIGSTOP');
    await sleep(stoppedMs);
    child.kill('SIGCONT');
    await sleep(500);
    isOver = true;
    expect((await once(child, 'message'))[0]).toBe('completed');
    expect(calls).toBe(1);
  },
);
