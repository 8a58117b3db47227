/** The web application: the page and the API. */
import { serveStatic } from '@hono/node-server/serve-static';
import { loopbackOnly, threadRoutes } from '@perdure/http/server';
import type { Runtime } from '@perdure/runtime';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { demoRoutes } from './demo-routes.ts';
import type { Effects } from './effects.ts';
import type { ModelSettings } from './model.ts';

/** @param pageDir folder of the built page; without it, only the API is served */
export function createApp(
  runtime: Runtime,
  model: ModelSettings,
  effects: Effects,
  pageDir: string | undefined,
): Hono {
  const app = new Hono();
  app.use(loopbackOnly);
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // Strict-Transport-Security is off, because the server uses plain HTTP on loopback.
      strictTransportSecurity: false,
    }),
  );
  app.route('/', demoRoutes(model, effects));
  app.route('/api', threadRoutes(runtime));
  if (pageDir !== undefined) app.use(serveStatic({ root: pageDir }));
  return app;
}
