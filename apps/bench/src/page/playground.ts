/** Starts the playground's process on a production build of its page, with another model endpoint. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const app = resolve(import.meta.dirname, '../../../playground');

interface Options {
  folder: string;
  data: string;
  modelUrl: string;
}

export async function startPlayground({ folder, data, modelUrl }: Options) {
  const page = join(folder, 'page');
  process.env.NODE_ENV = 'production';
  await build({ root: app, logLevel: 'error', build: { outDir: page, emptyOutDir: true } });
  const child = fork(
    join(app, 'src/server/main.ts'),
    [`--data=${data}`, `--page=${page}`, '--port=0'],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, PERDURE_BASE_URL: modelUrl, PERDURE_MODEL: 'tokens' },
    },
  );
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return {
    url,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
