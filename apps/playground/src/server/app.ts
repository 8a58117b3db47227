/** The web application: the page and the API. */
import { serveStatic } from '@hono/node-server/serve-static';
import { loopbackOnly, threadRoutes } from '@perdure/http/server';
import type { PostgresStore } from '@perdure/postgres';
import type { Runtime } from '@perdure/runtime';
import { Hono } from 'hono';
import { except } from 'hono/combine';
import { secureHeaders } from 'hono/secure-headers';
import { demoRoutes } from './demo-routes.ts';
import type { Effects } from './effects.ts';
import type { ModelSettings } from './model.ts';
import { nodeRoutes, passOn } from './nodes.ts';

/** Strict-Transport-Security is off, because the server uses plain HTTP on loopback. */
const plainHttp = { strictTransportSecurity: false };

/**
 * @param pageDir folder of the built page; without it, only the API is served
 * @param nodes the store, if other processes share it
 */
export function createApp(
  runtime: Runtime,
  model: ModelSettings,
  effects: Effects,
  pageDir: string | undefined,
  nodes: PostgresStore | undefined,
): Hono {
  const app = new Hono();
  app.use(loopbackOnly);
  app.use(
    except(
      '/api/*',
      secureHeaders({
        ...plainHttp,
        contentSecurityPolicy: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          // The preview of a file that is not sent yet has an address of the scheme `blob`.
          imgSrc: ["'self'", 'data:', 'blob:'],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      }),
    ),
  );
  // The API has no policy of the page, because the answer with a stored file has a stricter one of its own.
  app.use('/api/*', secureHeaders(plainHttp));
  app.route('/', demoRoutes(model, effects, nodes !== undefined));
  if (nodes !== undefined) {
    app.route('/', nodeRoutes(nodes));
    app.use('/api/threads/*', passOn(nodes));
  }
  app.route('/api', threadRoutes(runtime));
  if (pageDir !== undefined) app.use(serveStatic({ root: pageDir }));
  return app;
}
