/** The demo's own routes: the model's plan, what it was sent, what its tools have done, the end of this process. */
import { Hono } from 'hono';
import { type DemoInfo, demoPaths } from '../demo-api.ts';
import type { Effects } from './effects.ts';
import type { ModelSettings } from './model.ts';

/** A page may not speak to the model server itself: it answers to programs alone. */
export function demoRoutes(
  { provider, model, models, baseUrl }: ModelSettings,
  effects: Effects,
): Hono {
  const app = new Hono();
  const control = new URL('/control/', baseUrl);
  const info: DemoInfo = { provider, model, models: [...models], pid: process.pid };

  app.get(demoPaths.info, (c) => c.json(info));
  app.get(demoPaths.effects, (c) => c.json({ effects: effects.all() }));
  app.post(demoPaths.kill, () => {
    // No clean-up, no farewell: what counts is what is recorded.
    process.kill(process.pid, 'SIGKILL');
    return new Response();
  });
  if (provider !== 'demo') return app;

  app.get(demoPaths.plan, () => pass(new URL('plan', control)));
  app.put(demoPaths.plan, async (c) => pass(new URL('plan', control), await c.req.text()));
  app.get(demoPaths.requests, () => pass(new URL('requests', control)));
  return app;
}

async function pass(url: URL, body?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, body === undefined ? {} : { method: 'PUT', body, headers });
  return new Response(await answer.text(), { status: answer.status, headers });
}
