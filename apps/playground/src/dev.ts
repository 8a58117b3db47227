/**
 * `pnpm dev`: the playground with hot reload. Vite serves the page and forwards `/api` to the playground's process,
 * which is started again when a source file of the server changes, and when it is killed.
 */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  createLogger,
  createServer,
  type Logger,
  type ProxyOptions,
  type ViteDevServer,
} from 'vite';
import { readDemoOptions } from './command-line/demo-options.ts';
import { writeServerOptions } from './command-line/server-options.ts';
import { startModel } from './start-model.ts';
import { supervise } from './supervise.ts';

const { endpoint, port, data, inspect } = readDemoOptions(
  'dev',
  'Runs the playground for development: page and server reload when a source file changes.',
);
const app = resolve(import.meta.dirname, '..');
const workspace = resolve(app, '../..');

mkdirSync(dirname(resolve(data)), { recursive: true });
const modelUrl = await startModel(endpoint);
let page: ViteDevServer | undefined;

const server = supervise(resolve(app, 'src/server/main.ts'), {
  argumentsFor: (port = 0) =>
    writeServerOptions({ data, port, modelUrl, name: 'n1', ...(inspect && { inspect }) }),
  onUp: (api) => void (page === undefined && servePage(api).catch(giveUp)),
  onGiveUp(code) {
    if (page === undefined) process.exit(code);
    console.log('The server did not start. Waiting for a change …');
  },
});

/** Serves the page with Vite. @param api address of the playground's server, whose port stays the same */
async function servePage(api: string): Promise<void> {
  page = await createServer({
    root: app,
    customLogger: quietLogger(),
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      // `changeOrigin: false` keeps the browser's Host header, because the server compares Host with Origin.
      proxy: { '/api': { target: api, changeOrigin: false, configure: endWithServer } },
    },
  });
  page.watcher.add([resolve(workspace, 'packages'), resolve(workspace, 'machines')]);
  page.watcher.on('all', (_, file) => {
    if (isServerSource(file)) server.restart();
  });
  await page.listen();
  const [url] = page.resolvedUrls?.local ?? [];
  console.log(`The playground is at ${url} (pid ${process.pid}). It reloads when a file changes.`);
}

/**
 * Closes the responses of a server that has died, because Vite (8.3) leaves a response open whose server died in
 * mid-stream, and the page would wait for it without end.
 */
const endWithServer: NonNullable<ProxyOptions['configure']> = (proxy) => {
  proxy.on('proxyRes', (incoming, _, response) => {
    incoming.on('close', () => {
      if (!incoming.complete) response.destroy();
    });
  });
};

const isServerSource = (file: string): boolean =>
  /[\\/]src[\\/].*\.ts$/.test(file) && !file.startsWith(resolve(app, 'src/page'));

/** Vite's logger without the proxy's errors, because each restart of the server causes some. */
function quietLogger(): Logger {
  const logger = createLogger('info', { allowClearScreen: false });
  return {
    ...logger,
    error(message, options) {
      if (!message.includes('http proxy error')) logger.error(message, options);
    },
  };
}

function giveUp(error: Error): never {
  console.error(error.message);
  process.exit(1);
}
