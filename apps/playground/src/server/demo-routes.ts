/** The demo's own routes: the model's plan and requests, the effects of tools, and the end of this process. */
import { type BodyError, readText } from '@perdure/model-server';
import { Hono } from 'hono';
import { type DemoInfo, demoPaths } from '../demo-api.ts';
import type { Effects } from './effects.ts';
import type { ModelSettings } from './model.ts';

/** Longest plan, bytes: 64 KiB, which is some 1,000 faults. */
const maxPlanBytes = 65_536;

/** The routes. Those of plan and requests forward to the model server, because it refuses requests from web pages. */
export function demoRoutes(
  { provider, model, models, baseUrl }: ModelSettings,
  effects: Effects,
  hasNodes: boolean,
): Hono {
  const app = new Hono();
  const control = new URL('/control/', baseUrl);
  const info: DemoInfo = { provider, model, models: [...models], pid: process.pid, hasNodes };

  app.get(demoPaths.info, (c) => c.json(info));
  app.get(demoPaths.effects, (c) => c.json({ effects: effects.all() }));
  app.post(demoPaths.kill, () => {
    // The signal is SIGKILL, because the demo shows that runs go on from recorded state alone.
    process.kill(process.pid, 'SIGKILL');
    return new Response();
  });
  if (provider !== 'demo') return app;

  app.get(demoPaths.plan, () => forward(new URL('plan', control)));
  app.put(demoPaths.plan, (c) =>
    readText(c, maxPlanBytes).then(
      (plan) => forward(new URL('plan', control), plan),
      // The body may have an unread rest, which is not the next request.
      ({ status, code, message }: BodyError) =>
        problemResponse(status, code, message, { connection: 'close' }),
    ),
  );
  app.get(demoPaths.requests, () => forward(new URL('requests', control)));
  return app;
}

async function forward(url: URL, body?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  try {
    const answer = await fetch(url, body === undefined ? {} : { method: 'PUT', body, headers });
    return new Response(shortened(await answer.text()), { status: answer.status, headers });
  } catch {
    return problemResponse(502, 'model-unreachable', "The demo's model server can't be reached.");
  }
}

/** Problem details (RFC 9457), as the routes of threads answer. */
const problemResponse = (
  status: number,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
): Response =>
  Response.json(
    { status, code, detail },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  );

/** The text with the first 200 characters of each file, because the page would read all files again and again. */
const shortened = (text: string): string =>
  text.replaceAll(/([A-Za-z0-9+/]{200})[A-Za-z0-9+/]{800,}={0,2}/g, '$1…');
