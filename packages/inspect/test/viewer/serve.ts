/** A test viewer on another origin than the inspector, as a hosted viewer is. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';
import { onTestFinished } from 'vitest';

/** Resolves with the viewer's URL. */
export async function serveViewer(): Promise<string> {
  const entry = join(import.meta.dirname, 'receiver.ts');
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['es'] } },
  })) as Rollup.RollupOutput[];
  const code = built[0]?.output[0].code;
  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Viewer</title><script type="module">${code}</script>`),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // `localhost` and not 127.0.0.1, so that the viewer is another site than the inspector's page.
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}
