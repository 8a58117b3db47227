/** The routes of files. */
import type { Runtime } from '@perdure/runtime';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { fileResponse } from './file-response.ts';
import { readUpload } from './read-upload.ts';
import { Refusal } from './refusal.ts';

/** Makes the routes of a runtime's files: an upload, and the bytes of a stored file. */
export function fileRoutes(runtime: Runtime): Hono {
  const app = new Hono();

  app.post('/threads/:thread/files', async (c) => {
    const thread = runtime.thread(c.req.param('thread'));
    return c.json(await thread.upload(await readUpload(c)), 201);
  });

  // `etag` answers `If-None-Match` by the ETag of the response.
  app.get('/threads/:thread/files/:hash', etag(), async (c) => {
    const hash = c.req.param('hash');
    const file = await runtime.thread(c.req.param('thread')).file(hash);
    if (file === undefined)
      throw new Refusal(404, 'unknown-file', 'The store has no file of this hash.');
    return fileResponse(hash, file);
  });

  return app;
}
